import { note, reply, send, sendAll } from '#course/sim';
import type { Program, System } from '#course/sim';
import { shipping, type Policy } from './shipping.ts';

/** Each says all that there is to say. */
export type Event = UserMoved | OrderPaid;

export interface UserMoved {
  readonly kind: 'UserMoved';
  readonly user: string;
  /** 1 for the first event about this user. */
  readonly version: number;
  readonly address: string;
}

export interface OrderPaid {
  readonly kind: 'OrderPaid';
  readonly order: number;
  readonly item: string;
  readonly user: string;
  /** At which version orders knew its user. */
  readonly userVersion: number;
}

/** Owns the users. */
const users: Program<number, Event> = {
  init: () => 0,
  step(moves, input) {
    if (input.kind !== 'request') return { state: moves, effects: [] };
    const address = String(input.command).replace('move to ', '');
    const version = moves + 1;
    const moved: Event = { kind: 'UserMoved', user: 'ana', version, address };
    return {
      state: version,
      effects: [send('bus', moved), reply(input, 'ok')],
    };
  },
};

/** Owns the orders, and has heard of the users. */
const orders: Program<number, Event> = {
  init: () => 0,
  step(userVersion, input) {
    if (input.kind === 'message' && input.message.kind === 'UserMoved')
      return { state: input.message.version, effects: [] };
    if (input.kind !== 'request') return { state: userVersion, effects: [] };
    const order = Number(String(input.command).replace('pay ', ''));
    const item = 'lamp';
    const paid = { kind: 'OrderPaid', order, item, user: 'ana', userVersion };
    const effects = [send('bus', paid as Event), reply(input, 'paid')];
    return { state: userVersion, effects };
  },
};

const bus: Program<null, Event> = {
  init: () => null,
  step: (state, input) => ({
    state,
    effects:
      input.kind === 'message'
        ? sendAll(['orders', 'shipping'], input.message)
        : [],
  }),
};

export const shop = (policy: Policy): System => ({
  nodes: ['users', 'orders', 'bus', 'shipping'],
  program: (node) =>
    ({ users, orders, bus, shipping: shipping(policy) })[node] as Program<
      unknown,
      unknown
    >,
  readCommand: (words) => words,
});
