import type { StateMachine } from '../machines/index.ts';

/** The barest state machine that shows an order: it remembers what it was told. Its output counts. */
export const journal: StateMachine<readonly string[], string, number> = {
  initial: [],
  apply: (told, command) => ({ state: [...told, command], output: told.length + 1 }),
};
