import { send } from '../../../sim/index.ts';
import { customerOf } from '../deciders/customer.ts';
import type { Order } from '../deciders/orders.ts';
import { users, type User, type UserCommand } from '../deciders/users.ts';
import { inOrder, shippedLine, userLine } from '../lines.ts';
import type { Release } from '../story.ts';
import type { CommandedMessage, Report } from './messages.ts';
import { orderBook, userBook, type Book, type OrderRequest, type Wish } from './rules.ts';
import type { Service } from './service.ts';

export const userService: Service<Book<User>, UserCommand, never> = {
  book: userBook,
  rules: 1,
  commandOf: (request) =>
    request.kind === 'place-order' || request.kind === 'pay-order' ? undefined : request,
  describe: (book, user) => customerOf(book[user] ?? users.initialState()),
  answer: ({ kind }, book) =>
    kind === 'list-users'
      ? Object.values(book).flatMap((user) => (user.status === 'active' ? [userLine(user)] : []))
      : undefined,
};

export const orderService = (release: Release): Service<Book<Order>, OrderRequest, Wish> => ({
  book: orderBook,
  rules: release,
  asksAbout: (request) => (request.kind === 'place-order' ? request.user : undefined),
  commandOf(request, customer) {
    if (request.kind === 'place-order') return customer && { ...request, customer };
    return request.kind === 'pay-order' ? request : undefined;
  },
  answer: ({ kind }, book) =>
    kind === 'list-shipped'
      ? inOrder(Object.values(book).flatMap((order) => (order.status === 'shipped' ? [order] : []))).map(
          shippedLine,
        )
      : undefined,

  send({ wish, correlationId }) {
    const { id } = wish;
    switch (wish.kind) {
      case 'ask-address':
        return send('users', { kind: 'who-is', user: wish.user, id, correlationId });
      case 'ask-rate':
        return send('taxes', { kind: 'rate-of', country: wish.country, order: wish.order, correlationId });
      case 'ship':
        return send('shipping', { kind: 'ship-order', id, correlationId, parcel: wish.parcel });
      case 'bill':
        return send('invoicing', { kind: 'send-invoice', id, correlationId, invoice: wish.invoice });
    }
  },
  told,
});

/** An answer is written down under the id of the question, and answers it with that. */
function told(heard: CommandedMessage) {
  switch (heard.kind) {
    case 'that-is': {
      const { id, correlationId, customer } = heard;
      const [, order] = /^address for (\d+)$/.exec(id) ?? [];
      if (order === undefined || customer.kind === 'unknown') return undefined;
      const { address, country } = customer;
      return {
        id,
        correlationId,
        command: { kind: 'learn-address', order: Number(order), address, country },
      } as const;
    }
    case 'rate': {
      const { order, percent, correlationId } = heard;
      return {
        id: `rate for ${order}`,
        correlationId,
        command: { kind: 'learn-rate', order, percent },
      } as const;
    }
    case 'report':
      return reported(heard);
    default:
      return undefined;
  }
}

function reported(report: Report) {
  const { of, order, correlationId } = report;
  // That it is begun answers nothing yet.
  if (report.what === 'packing')
    return { id: `${of}, begun`, correlationId, command: { kind: 'note-shipping', order } } as const;
  if (report.what === 'invoiced')
    return { id: of, correlationId, command: { kind: 'note-invoiced', order } } as const;
  const { address } = report;
  return { id: of, correlationId, command: { kind: 'note-shipped', order, address } } as const;
}
