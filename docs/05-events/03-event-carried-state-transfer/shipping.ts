import { note, type Program } from '#course/sim';
import type { Event, OrderPaid } from './services.ts';

export interface Policy {
  readonly keeps: 'what came last' | 'what is newest';
  /** For a copy that is as new as the order. */
  readonly waits: boolean;
}

interface Shipping {
  /** What has been heard of Ana; version 0 is nothing. */
  readonly copy: { readonly version: number; readonly address: string };
  readonly waiting: readonly OrderPaid[];
}

export const shipping = (policy: Policy): Program<Shipping, Event> => ({
  init: () => ({ copy: { version: 0, address: '' }, waiting: [] }),
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const { message } = input;
    if (message.kind === 'OrderPaid')
      return ship(policy, { ...state, waiting: [...state.waiting, message] });
    const { version, address } = message;
    const isOld = version <= state.copy.version;
    if (policy.keeps === 'what is newest' && isOld)
      return { state, effects: [] };
    return ship(policy, { ...state, copy: { version, address } });
  },
});

const ship = ({ waits }: Policy, { copy, waiting }: Shipping) => {
  const isReady = ({ userVersion }: OrderPaid) =>
    copy.version > 0 && (!waits || copy.version >= userVersion);
  return {
    state: { copy, waiting: waiting.filter((order) => !isReady(order)) },
    effects: waiting
      .filter(isReady)
      .map(({ order, item }) =>
        note(`order ${order}, a ${item}, goes to ${copy.address}`),
      ),
  };
};
