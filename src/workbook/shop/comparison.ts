import type { Architecture, ArchitectureName } from '../../events/shop/architecture.ts';
import { runShop, type ShopRun } from '../../events/shop/run.ts';
import type { Turns } from '../lab/engine.ts';
import { questions, type Answer } from './questions.ts';
import { switchesOf, type Setting } from './setting.ts';

/** What a setting comes to, but for where the reader looks: the same inputs and faults for all architectures. */
export type Inputs = Pick<Setting, 'faults' | 'seed'>;

/** A run, and what it says to the questions of the table, in their order. */
export interface Compared {
  readonly run: ShopRun;
  readonly answers: readonly Answer[];
}

export type Runs = ReadonlyMap<ArchitectureName, Compared>;

export const comparedBy = (run: ShopRun): Compared => ({
  run,
  answers: questions.map((question) => (run.failure ? brokeOff : question.answer(run))),
});

const brokeOff: Answer = { text: 'the run broke off', isBad: true };

/**
 * Runs one architecture after the other, the one that is looked at first, each in a turn of its own, so that it can be given up between
 * two of them.
 *
 * @returns a function that gives it up
 */
export function compare(
  shops: readonly Architecture[],
  { faults, seed }: Inputs,
  first: ArchitectureName,
  tell: (compared: Compared) => void,
  { later }: Pick<Turns, 'later'>,
): () => void {
  const waiting = [...shops].sort((one, other) => Number(other.name === first) - Number(one.name === first));
  let callOff = later(next);
  function next() {
    const shop = waiting.shift();
    if (!shop) return;
    callOff = later(next);
    tell(comparedBy(runShop(shop, { seed, faults: switchesOf(faults) })));
  }
  return () => callOff();
}
