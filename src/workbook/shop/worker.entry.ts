import { pageTurns } from '../lab/engine.ts';
import { allShops } from '../../events/shop/shops.ts';
import { compare } from './comparison.ts';
import type { Ask, Told } from './protocol.ts';

const host = self as unknown as {
  onmessage: (event: MessageEvent<Ask>) => void;
  postMessage(told: Told): void;
};
let giveUp = () => {};

/** What is asked later is asked instead: nobody waits for the runs of a setting that they have left. */
host.onmessage = ({ data: { number, inputs, first } }) => {
  giveUp();
  giveUp = compare(
    allShops,
    inputs,
    first,
    // An architecture is functions, which cannot be sent.
    ({ run: { architecture, ...run }, answers }) =>
      host.postMessage({ number, name: architecture.name, run, answers }),
    pageTurns(),
  );
};
