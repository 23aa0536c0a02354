/** What code outside of the world would find if it asked: a clock and dice. */
interface Surroundings {
  /** Milliseconds. */
  now(): number;
  /** From 0 up to and without 1. */
  random(): number;
}

const host = globalThis as unknown as Record<string, object | undefined>;

/**
 * Runs code that may ask for the time or draw lots, and lets the world answer in place of the machine. Code that was to be deterministic, and
 * is not, then differs from node to node in every run, and in the same way for the same seed.
 */
export function surroundedBy<Result>({ now, random }: Surroundings, run: () => Result): Result {
  return withReplaced(
    [
      { holder: host['Math'], property: 'random', value: random },
      { holder: host['performance'], property: 'now', value: now },
      { holder: globalThis, property: 'Date', value: dateAt(now) },
    ],
    run,
  );
}

const dateAt = (now: () => number): unknown =>
  new Proxy(host['Date'] as unknown as new (...values: unknown[]) => object, {
    get: (date, property) => (property === 'now' ? now : (Reflect.get(date, property) as unknown)),
    construct: (date, values: unknown[]) =>
      Reflect.construct(date, values.length === 0 ? [now()] : values) as object,
  });

interface Replacement {
  /** Nothing where the machine has none. */
  readonly holder: object | undefined;
  readonly property: string;
  readonly value: unknown;
}

/** Runs code that finds these values in the places of others, and puts the others back. */
export function withReplaced<Result>(replacements: readonly Replacement[], run: () => Result): Result {
  const restore = replacements.flatMap(({ holder, property, value }) =>
    holder ? [replace(holder, property, value)] : [],
  );
  try {
    return run();
  } finally {
    for (const each of restore) each();
  }
}

/** @returns what undoes it */
function replace(holder: object, property: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, property);
  Object.defineProperty(holder, property, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(holder, property, own);
    else Reflect.deleteProperty(holder, property);
  };
}
