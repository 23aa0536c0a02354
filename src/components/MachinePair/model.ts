import type { StateMachine } from '../../machines/index.ts';
// Not the whole of sim: this is on pages that run no world.
import { seededRandom } from '../../sim/random.ts';

export const states = ['START', 'STATE1', 'STATE2', 'END'] as const;
export type State = (typeof states)[number];

/** The input alphabet: everything that either machine may be told. */
export type Input = 'advance' | 'reset';

export const machine: StateMachine<State, Input, undefined> = {
  initial: 'START',
  apply: (state, input) => ({ state: next(state, input), output: undefined }),
};

/** Three rounds from START to END: three chances to skip STATE1. */
export const inputs: readonly Input[] = [
  'advance', 'advance', 'advance', 'reset', 'advance', 'advance', 'advance', 'reset', 'advance', 'advance', 'advance',
]; // prettier-ignore

export interface Scene {
  readonly seed: number;
  readonly skipPercent: number;
  /** How many inputs both machines have been given. */
  readonly given: number;
}

export const opening: Scene = { seed: 2, skipPercent: 30, given: 0 };

export const isOver = ({ given }: Scene): boolean => given === inputs.length;

export const step = (scene: Scene): Scene => (isOver(scene) ? scene : { ...scene, given: scene.given + 1 });

/** What both machines did with one input. */
export interface Pair {
  readonly input: Input;
  readonly sound: State;
  readonly faulty: State;
}

export interface View {
  /** One for each input, given or still to come. */
  readonly rows: readonly (Pair | { readonly input: Input })[];
  readonly sound: State;
  readonly faulty: State;
  /** Number of the first input (1, 2, …) after which the machines stand in different states. */
  readonly firstDifference: number | undefined;
  /** What one learns by comparing after every input. */
  readonly everyInput: string;
  /** What one learns by comparing once, when all inputs are used up. */
  readonly endOnly: string;
}

export function view(scene: Scene): View {
  const pairs = runPair(scene).slice(0, scene.given);
  const rows = inputs.map((input, index) => pairs[index] ?? { input });
  const { sound, faulty } = pairs.at(-1) ?? { sound: machine.initial, faulty: machine.initial };
  const first = pairs.findIndex((pair) => pair.sound !== pair.faulty);
  const firstDifference = first < 0 ? undefined : first + 1;
  return {
    rows,
    sound,
    faulty,
    firstDifference,
    everyInput: everyInputSays(scene, pairs, first),
    endOnly: isOver(scene)
      ? `Both machines are in ${sound}. ${firstDifference === undefined ? 'They are equal.' : 'They look equal, and the fault is hidden.'}`
      : 'Nothing to say before the last input.',
  };
}

/**
 * The dice are thrown once a round, whatever they decide: with one seed, a larger likelihood skips wherever a smaller one
 * did, and then some.
 */
function runPair({ seed, skipPercent }: Scene): Pair[] {
  const random = seededRandom(seed);
  let sound: State = machine.initial;
  let faulty: State = machine.initial;
  return inputs.map((input) => {
    sound = next(sound, input);
    const skips = input === 'advance' && faulty === 'START' && random.chance(skipPercent / 100);
    faulty = skips ? 'STATE2' : next(faulty, input);
    return { input, sound, faulty };
  });
}

function next(state: State, input: Input): State {
  if (input === 'reset') return 'START';
  switch (state) {
    case 'START':
      return 'STATE1';
    case 'STATE1':
      return 'STATE2';
    case 'STATE2':
    case 'END':
      return 'END';
  }
}

function everyInputSays(scene: Scene, pairs: readonly Pair[], first: number): string {
  const difference = pairs[first];
  if (difference) {
    return `First difference after input ${first + 1}: ${difference.sound} on one side, ${difference.faulty} on the other.`;
  }
  if (scene.given === 0) return 'Both machines are in START, and no input has been given.';
  if (isOver(scene)) return 'Equal after every input. With this seed nothing was skipped.';
  return `Equal after ${scene.given === 1 ? 'the first input' : `each of the first ${scene.given} inputs`}.`;
}

/** @returns undefined when the text is no seed */
export function seedFrom(text: string): number | undefined {
  const seed = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(seed) ? seed : undefined;
}
