/** What code outside of the world would find if it asked: a clock and dice. */
export interface Surroundings {
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
  const restore = [
    replace(host['Math']!, 'random', random),
    replace(globalThis, 'Date', dateAt(now)),
    ...(host['performance'] ? [replace(host['performance'], 'now', now)] : []),
  ];
  try {
    return run();
  } finally {
    for (const each of restore) each();
  }
}

const dateAt = (now: () => number): unknown =>
  new Proxy(host['Date'] as unknown as new (...values: unknown[]) => object, {
    get: (date, property) => (property === 'now' ? now : (Reflect.get(date, property) as unknown)),
    construct: (date, values: unknown[]) =>
      Reflect.construct(date, values.length === 0 ? [now()] : values) as object,
  });

/** @returns what undoes it */
export function replace(holder: object, property: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, property);
  Object.defineProperty(holder, property, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(holder, property, own);
    else Reflect.deleteProperty(holder, property);
  };
}
