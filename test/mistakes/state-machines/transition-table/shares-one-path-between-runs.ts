// caught by: a run › keeps to itself, whatever runs before or after
/**
 * Write a finite automaton that is driven by a table.
 *
 * - A table names its states, its inputs, where it starts, and where a word
 *   may end. Its rows say which state follows which, for each input.
 * - Where the table has no entry for a state and an input, the machine
 *   refuses: `undefined` comes out.
 * - Not every refusal looks the same: a state or an input that the table does
 *   not name at all is an error of the caller, and throws a RangeError.
 * - A run gives every state it went through, the first one included. It stops
 *   at the first refusal.
 * - A word is accepted when the whole of it was run and it ends in an
 *   accepting state.
 * - Tables are shared between machines, and never changed.
 */

export interface Table {
  readonly states: readonly string[];
  readonly inputs: readonly string[];
  readonly start: string;
  readonly accepting: readonly string[];
  /** State → input → next state. A missing entry is a refusal. */
  readonly rows: Readonly<
    Record<string, Readonly<Record<string, string>> | undefined>
  >;
}

export interface Run {
  /** Every state, from the start on. */
  readonly path: readonly string[];
  /** Index of the input that was refused, absent when all were taken. */
  readonly refusedAt?: number;
}

/**
 * The next state, or undefined when the table has none.
 *
 * @throws RangeError naming the state or the input that the table lacks
 */
export function step(
  table: Table,
  state: string,
  input: string,
): string | undefined {
  if (!table.states.includes(state)) {
    throw new RangeError(`There is no state ${state}.`);
  }
  if (!table.inputs.includes(input)) {
    throw new RangeError(`There is no input ${input}.`);
  }
  // Only the row's own entries: every object also has a "constructor".
  const row = table.rows[state] ?? {};
  return Object.hasOwn(row, input) ? row[input] : undefined;
}

// One array for all runs: whoever kept a path sees the next run's states in it.
const path: string[] = [];

/** Feeds the inputs from the start, up to the first that is refused. */
export function run(table: Table, inputs: readonly string[]): Run {
  path.splice(0, path.length, table.start);
  for (const [index, input] of inputs.entries()) {
    const next = step(table, path[index]!, input);
    if (next === undefined) return { path, refusedAt: index };
    path.push(next);
  }
  return { path };
}

export function accepts(table: Table, inputs: readonly string[]): boolean {
  const { path, refusedAt } = run(table, inputs);
  // A word that was cut short did not end anywhere.
  return refusedAt === undefined && table.accepting.includes(path.at(-1)!);
}

/**
 * The index of the first input after which two machines differ, or undefined
 * when their paths are the same.
 */
export function firstDifference(one: Run, other: Run): number | undefined {
  const length = Math.max(one.path.length, other.path.length);
  for (let index = 0; index < length; index++) {
    // The path begins before the first input.
    if (one.path[index] !== other.path[index]) return index - 1;
  }
  return undefined;
}
