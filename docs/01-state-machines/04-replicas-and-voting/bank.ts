import type { StateMachine } from '#course/machines';

/** Cents that go onto the account, or come off it. */
export type Command = number;

export const bank: StateMachine<number, Command, 'done' | 'refused'> = {
  initial: 0,
  apply(balance, cents) {
    const after = balance + cents;
    if (after < 0) return { state: balance, output: 'refused' };
    return { state: after, output: 'done' };
  },
};

export const log: Command[] = [10_000, 4_000, -2_500, 6_000, -8_000];
