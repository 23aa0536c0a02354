import { withReplaced } from '../sim/index.ts';

/** What a pure function does when it asks for something that is not in its arguments. */
export class NotDeterministic extends Error {
  override readonly name = 'NotDeterministic';
}

const host = globalThis as unknown as Record<string, object | undefined>;

/** By these, functions learn what time it is, or draw lots. `Date` is treated below: `new Date(0)` is no clock. `Intl` and `Temporal` have clocks, too. */
const sources = [
  ['Math', 'random'],
  ['performance', 'now'],
  ['crypto', 'randomUUID'],
  ['crypto', 'getRandomValues'],
] as const;

/**
 * Runs a function in a world without clock and dice.
 *
 * @param who what runs, for the sentence: `decide`
 * @throws NotDeterministic when it asks for the time or for a random number, and says what it asked
 */
export function sealed<Result>(who: string, run: () => Result): Result {
  const refuse = (asked: string) => () => {
    throw new NotDeterministic(
      `${who} asked ${asked}. A replay would get another answer and come to another result: pass the value in, with the command.`,
    );
  };
  return withReplaced(
    [
      ...sources.map(([name, property]) => ({
        holder: host[name],
        property,
        value: refuse(`${name}.${property}`),
      })),
      { holder: globalThis, property: 'Date', value: withoutNow(refuse) },
    ],
    run,
  );
}

function withoutNow(refuse: (asked: string) => () => never): unknown {
  const withNow = host['Date'] as unknown as typeof globalThis.Date;
  return new Proxy(withNow, {
    get: (date, property) =>
      property === 'now' ? refuse('Date.now') : (Reflect.get(date, property) as unknown),
    apply: refuse('Date'),
    construct: (date, values: unknown[]) =>
      values.length === 0 ? refuse('new Date()')() : (Reflect.construct(date, values) as object),
  });
}
