import { sendAll, type Program } from '#course/sim';
import { apply } from './account.ts';

export const replicas = ['r1', 'r2'];

/** Passes every command on to all replicas. */
export const gateway: Program<null, string, string> = {
  init: () => null,
  step: (state, input) => ({
    state,
    effects: input.kind === 'request' ? sendAll(replicas, input.command) : [],
  }),
};

export interface Replica {
  balance: number;
  applied: string[];
}

/** Applies what arrives, as it arrives. */
export const replica: Program<Replica, string, string> = {
  init: () => ({ balance: 0, applied: [] }),
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const balance = apply(state.balance, input.message);
    const applied = [...state.applied, input.message];
    return { state: { balance, applied }, effects: [] };
  },
};
