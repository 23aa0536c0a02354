import { append, cancelTimer, note, reply, send } from '#course/sim';
import { setTimer, type Program, type System } from '#course/sim';

export type First = 'acknowledge' | 'write';

type Message =
  | { readonly kind: 'OrderPaid'; readonly order: number }
  | { readonly kind: 'acknowledge'; readonly order: number };

/** Delivers an event again and again, until it is acknowledged. */
const bus: Program<{ readonly open: readonly number[] }, Message> = {
  init: () => ({ open: [] }),
  step(state, input) {
    if (input.kind === 'request')
      return {
        state: { open: [7] },
        effects: [reply(input, 'kept'), ...deliver([7])],
      };
    if (input.kind === 'timer') return { state, effects: deliver(state.open) };
    if (input.kind !== 'message') return { state, effects: [] };
    return { state: { open: [] }, effects: [cancelTimer('deliver again')] };
  },
};

const deliver = (orders: readonly number[]) => [
  ...orders.map((order) =>
    send('shipping', { kind: 'OrderPaid', order } as const),
  ),
  setTimer('deliver again', 100),
];

/** The paid orders that shipping has heard of. */
export interface Books {
  readonly paid: readonly number[];
}

const shipping = (first: First): Program<Books, Message> => ({
  init: () => ({ paid: [] }),
  step(state, input) {
    // Memory is gone after a crash. What was written is on the disk.
    if (input.kind === 'start') {
      const { paid = [] } = input.disk as Partial<Books>;
      return { state: { paid }, effects: [] };
    }
    if (input.kind !== 'message') return { state, effects: [] };
    const { order } = input.message;
    const acknowledge = send('bus', { kind: 'acknowledge', order } as const);
    if (state.paid.includes(order))
      return { state, effects: [note(`heard of ${order} again`), acknowledge] };
    const write = append('paid', order);
    return {
      state: { paid: [...state.paid, order] },
      effects:
        first === 'acknowledge' ? [acknowledge, write] : [write, acknowledge],
    };
  },
});

export const listening = (first: First): System => ({
  nodes: ['bus', 'shipping'],
  program: (node) =>
    (node === 'bus' ? bus : shipping(first)) as Program<unknown, unknown>,
  readCommand: (words) => words,
});
