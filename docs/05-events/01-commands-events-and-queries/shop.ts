import { note, reply, send, sendAll } from '#course/sim';
import type { Program, Request, System } from '#course/sim';

/** A fact, a request, a question: what orders can say about the lamp. */
export type Says = 'OrderShipped' | 'ShipOrder' | 'CountLamps';

type Message =
  | { readonly kind: Says; readonly order: number }
  | { readonly kind: 'Refused'; readonly because: string }
  | { readonly kind: 'Lamps'; readonly left: number };

interface Asking {
  readonly ana?: Request<unknown>;
}

/** Takes Ana's order, says one thing about it, and tells her what it hears. */
const orders = (says: Says): Program<Asking, Message> => ({
  init: () => ({}),
  step(state, input) {
    if (input.kind === 'request') {
      const said: Message = { kind: says, order: 7 };
      // Everybody may hear a fact. A request or a question has one receiver.
      if (says !== 'OrderShipped')
        return { state: { ana: input }, effects: [send('shipping', said)] };
      const told = sendAll(['shipping', 'invoicing'], said);
      return { state, effects: [...told, reply(input, 'your lamp is sent')] };
    }
    if (input.kind !== 'message' || !state.ana) return { state, effects: [] };
    return { state, effects: [reply(state.ana, answer(input.message))] };
  },
});

const answer = (message: Message): string => {
  if (message.kind === 'Refused') return `refused: ${message.because}`;
  if (message.kind === 'Lamps') return `lamps in stock: ${message.left}`;
  return 'your lamp is sent';
};

export interface Stock {
  readonly left: number;
  readonly parcels: number;
}

/** Owns the stock. It alone knows whether there is a lamp to be sent. */
const shipping = (lamps: number): Program<Stock, Message> => ({
  init: () => ({ left: lamps, parcels: 0 }),
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const { from, message } = input;
    const { left, parcels } = state;
    if (message.kind === 'CountLamps')
      return { state, effects: [send(from, { kind: 'Lamps', left })] };
    const isCommand = message.kind === 'ShipOrder';
    if (left === 0) {
      const because = 'there is no lamp left';
      if (isCommand)
        return { state, effects: [send(from, { kind: 'Refused', because })] };
      return { state, effects: [note(`${because}, and nobody has asked`)] };
    }
    const shipped: Message = { kind: 'OrderShipped', order: 7 };
    return {
      state: { left: left - 1, parcels: parcels + 1 },
      effects: isCommand ? sendAll([from, 'invoicing'], shipped) : [],
    };
  },
});

/** Bills what has been shipped. */
const invoicing: Program<{ readonly bills: number }, Message> = {
  init: () => ({ bills: 0 }),
  step: (state, input) => ({
    state: input.kind === 'message' ? { bills: state.bills + 1 } : state,
    effects: [],
  }),
};

export const shop = (says: Says, lamps: number): System => ({
  nodes: ['orders', 'shipping', 'invoicing'],
  program: (node) =>
    ({ orders: orders(says), shipping: shipping(lamps), invoicing })[
      node
    ] as Program<unknown, unknown>,
  readCommand: (words) => words,
});
