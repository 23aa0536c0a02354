import { customerOf } from '../deciders/customer.ts';
import { invoices, type Invoice, type InvoiceCommand, type InvoiceEvent } from '../deciders/invoices.ts';
import { orders, type Order, type OrderCommand, type OrderEvent } from '../deciders/orders.ts';
import { shipments, type Shipment, type ShipmentCommand, type ShipmentEvent } from '../deciders/shipments.ts';
import { users, type User, type UserCommand, type UserEvent } from '../deciders/users.ts';
import { handOver, post } from '../deeds.ts';
import { inOrder, revenueLines, shippedLine, userLine } from '../lines.ts';
import type { Release } from '../story.ts';
import type { Service } from './service.ts';

const streamOf =
  (category: 'order' | 'shipment' | 'invoice') =>
  ({ order }: { readonly order: number }): string =>
    `${category}-${order}`;

/** Follows nobody. */
export const userService: Service<User, UserCommand, UserEvent> = {
  decider: users,
  streamOf: ({ user }) => `user-${user}`,
  follows: [],
  commandOf: (request) =>
    request.kind === 'place-order' || request.kind === 'pay-order' ? undefined : request,
  describe: customerOf,
  answer: ({ kind }, states) =>
    kind === 'list-users'
      ? states.flatMap((state) => (state.status === 'active' ? [userLine(state)] : []))
      : undefined,
};

/** Decides on the customer as `users` knows her at that moment, and hears from shipping what became of the parcels. */
export const orderService = (release: Release): Service<Order, OrderCommand, OrderEvent> => ({
  decider: orders(release),
  streamOf: streamOf('order'),
  follows: ['shipping'],
  react(event) {
    if (event.type === 'PackingStarted') return { kind: 'note-shipping', order: event.data.order };
    if (event.type === 'ParcelSent') return { kind: 'note-shipped', ...event.data };
    return undefined;
  },
  asksAbout: (request) => (request.kind === 'place-order' ? request.user : undefined),
  commandOf(request, customer) {
    if (request.kind === 'place-order') return customer && { ...request, customer };
    return request.kind === 'pay-order' ? request : undefined;
  },
  answer: ({ kind }, states) =>
    kind === 'list-shipped'
      ? inOrder(states.flatMap((state) => (state.status === 'shipped' ? [state] : []))).map(shippedLine)
      : undefined,
});

/** Sends a parcel to where the user lives as far as it has read, once it has read so far. */
export const shippingService: Service<Shipment, ShipmentCommand, ShipmentEvent> = {
  decider: shipments,
  streamOf: streamOf('shipment'),
  follows: ['orders', 'users'],
  react({ type, data }) {
    if (type !== 'OrderPaid') return undefined;
    const { order, item, user } = data;
    return { kind: 'pack', order, item, user };
  },
  errand(state, book) {
    if (state.status !== 'packing') return undefined;
    const entry = book[state.user];
    if (!entry) return { kind: 'wait' };
    return { kind: 'do', command: { kind: 'send-parcel', order: state.order, address: entry.address } };
  },
  deed(state) {
    if (state.status !== 'sent') return undefined;
    const { order, item, user, address } = state;
    return handOver({ order, item, user, address });
  },
};

/** Bills what is paid, with the rate that the tax office names on the day. */
export const invoicingService: Service<Invoice, InvoiceCommand, InvoiceEvent> = {
  decider: invoices,
  streamOf: streamOf('invoice'),
  follows: ['orders', 'users'],
  react({ type, data }) {
    if (type !== 'OrderPaid') return undefined;
    const { order, user, total } = data;
    return { kind: 'open-invoice', order, user, total };
  },
  errand(state, book) {
    if (state.status !== 'open') return undefined;
    const entry = book[state.user];
    if (!entry) return { kind: 'wait' };
    const { order } = state;
    const { country } = entry;
    return {
      kind: 'ask',
      to: 'taxes',
      question: (correlationId) => ({ kind: 'rate-of', country, order, correlationId }),
    };
  },
  commandOfAnswer: (message) =>
    message.kind === 'rate'
      ? { kind: 'send-invoice', order: message.order, percent: message.percent }
      : undefined,
  deed(state) {
    if (state.status !== 'sent') return undefined;
    const { order, user, total, tax } = state;
    return post({ order, user, total, tax });
  },
  answer: ({ kind }, states) =>
    kind === 'show-revenue'
      ? revenueLines(states.flatMap((state) => (state.status === 'sent' ? [state] : [])))
      : undefined,
};
