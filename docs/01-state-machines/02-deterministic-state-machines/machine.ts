import type { Random } from '#course/sim';

export type State = 'START' | 'STATE1' | 'STATE2' | 'END';
export type Input = 'advance' | 'reset';

const table: Record<State, State> = {
  START: 'STATE1',
  STATE1: 'STATE2',
  STATE2: 'END',
  END: 'END',
};

/** The next state, from the state and the input alone. */
export function sound(state: State, input: Input): State {
  return input === 'reset' ? 'START' : table[state];
}

/** The same, but now and then it leaves STATE1 out. */
export function faulty(
  state: State,
  input: Input,
  dice: Random,
  skips: number,
): State {
  const skip = state === 'START' && input === 'advance' && dice.chance(skips);
  return skip ? 'STATE2' : sound(state, input);
}
