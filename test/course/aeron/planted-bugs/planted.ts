import { vi } from 'vitest';
import { root } from '../../../../src/grading/node/root.ts';
import type { MemberState } from '../../../../src/aeron/consensus/state.ts';
import type { Program, runStorm } from '../storms.ts';

/** A wrong decision, of the kind that people make. */
export interface PlantedBug {
  /** What the member does, as a sentence. */
  readonly name: string;
  /** Functions of the model that decide in another way. */
  readonly replace?: readonly Replacement[];
  /** A member that hears, says, or writes something else than it should. */
  readonly around?: (program: Program) => Program;
}

interface Replacement {
  /** A module of src/aeron. */
  readonly module: string;
  readonly functions: (original: never) => object;
}

/** In the module `consensus/positions.ts`, these functions in place of its own. */
export const inModule = <Original>(
  module: string,
  functions: (original: Original) => Partial<Original>,
): Replacement => ({ module, functions: functions as Replacement['functions'] });

/** Storms over a model that has the bug in it. */
export async function stormsWith({ replace = [], around }: PlantedBug): Promise<typeof runStorm> {
  vi.resetModules();
  for (const { module, functions } of replace)
    vi.doMock(pathOf(module), async (importOriginal) => {
      const original = await importOriginal<object>();
      return { ...original, ...functions(original as never) };
    });
  const storms = await import('../storms.ts');
  for (const { module } of replace) vi.doUnmock(pathOf(module));
  return (seed) => storms.runStorm(seed, around);
}

const pathOf = (module: string): string => `${root}/src/aeron/${module}`;

export type Effects = ReturnType<Program['step']>['effects'];
export type Input = Parameters<Program['step']>[1];

/** Does something else to its disk, or says something else, than it thinks. */
export const does =
  (change: (effect: Effects[number]) => Effects) =>
  (program: Program): Program => ({
    ...program,
    step(state, input) {
      const { state: next, effects } = program.step(state, input);
      return { state: next, effects: effects.flatMap((effect) => change(effect)) };
    },
  });

/** Takes what happens for something else. */
export const hears =
  (change: (input: Input, state: MemberState) => Input) =>
  (program: Program): Program => ({
    ...program,
    step: (state, input) => program.step(state, change(input, state as MemberState)),
  });
