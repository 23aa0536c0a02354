import { append, reply, send, setTimer, type Effect, type Program } from '../../../sim/index.ts';
import { handOver, post, type Invoice, type Parcel } from '../deeds.ts';
import { revenueLines } from '../lines.ts';
import { notMine } from '../requests.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import type { CommandedMessage, Order, Report, ShipOrder } from './messages.ts';

type Receiver<State> = Program<State, CommandedMessage, ShopRequest, ShopReply>;
type Effects = readonly Effect<CommandedMessage, ShopReply>[];

export interface ShippingState {
  /** What was ordered to be shipped. What is not among the parcels is being packed. */
  readonly asked: readonly ShipOrder[];
  readonly parcels: readonly Parcel[];
}

export interface InvoicingState {
  readonly invoices: readonly Invoice[];
}

const packingTakes = 40;

const report = ({ id, correlationId }: Order, order: number) =>
  ({ kind: 'report', of: id, order, correlationId }) as const;
const tell = (what: Report) => send('orders', what);

/** Ships what it is ordered to, once. An order that comes again is answered with what became of it, and that is all. */
export const shipping: Receiver<ShippingState> = {
  init: () => ({ asked: [], parcels: [] }),

  step(state, input) {
    switch (input.kind) {
      case 'start': {
        const { asked = [], parcels = [] } = input.disk as Partial<ShippingState>;
        const resumed = { asked, parcels };
        return { state: resumed, effects: asked.flatMap((each) => pack(resumed, each)) };
      }
      case 'message': {
        const { message } = input;
        if (message.kind !== 'ship-order') return { state, effects: [] };
        if (state.asked.some(({ id }) => id === message.id))
          return { state, effects: [howItStands(state, message)] };
        const after = { ...state, asked: [...state.asked, message] };
        return {
          state: after,
          effects: [append('asked', message), howItStands(after, message), ...pack(after, message)],
        };
      }
      case 'timer': {
        const asked = state.asked.find(({ id }) => input.timer === packTimer(id));
        if (!asked || sent(state, asked)) return { state, effects: [] };
        const after = { ...state, parcels: [...state.parcels, asked.parcel] };
        return { state: after, effects: [handOver(asked.parcel), howItStands(after, asked)] };
      }
      case 'request':
        return { state, effects: [reply(input, { kind: 'refused', sentence: notMine(input.command) })] };
    }
  },
};

const packTimer = (id: string): string => `pack for ${id}`;

const pack = (state: ShippingState, asked: ShipOrder): Effects =>
  sent(state, asked) ? [] : [setTimer(packTimer(asked.id), packingTakes)];

const sent = ({ parcels }: ShippingState, { parcel }: ShipOrder): Parcel | undefined =>
  parcels.find(({ order }) => order === parcel.order);

function howItStands(state: ShippingState, asked: ShipOrder) {
  const { order } = asked.parcel;
  const gone = sent(state, asked);
  return tell({
    ...report(asked, order),
    ...(gone ? { what: 'shipped', address: gone.address } : { what: 'packing' }),
  });
}

/** Sends the invoices that it is ordered to, each once. */
export const invoicing: Receiver<InvoicingState> = {
  init: () => ({ invoices: [] }),

  step(state, input) {
    switch (input.kind) {
      case 'start':
        return { state: { invoices: [], ...(input.disk as Partial<InvoicingState>) }, effects: [] };
      case 'message': {
        const { message } = input;
        if (message.kind !== 'send-invoice') return { state, effects: [] };
        const { invoice } = message;
        const done = tell({ ...report(message, invoice.order), what: 'invoiced' });
        if (state.invoices.some(({ order }) => order === invoice.order)) return { state, effects: [done] };
        return { state: { invoices: [...state.invoices, invoice] }, effects: [post(invoice), done] };
      }
      case 'request': {
        const answer: ShopReply =
          input.command.kind === 'show-revenue'
            ? { kind: 'answer', lines: revenueLines(state.invoices) }
            : { kind: 'refused', sentence: notMine(input.command) };
        return { state, effects: [reply(input, answer)] };
      }
      case 'timer':
        return { state, effects: [] };
    }
  },
};
