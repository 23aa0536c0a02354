import { isPaid, type Order } from '../deciders/orders.ts';
import type { User } from '../deciders/users.ts';
import { inOrder, userLine } from '../lines.ts';
import { printCents } from '../money.ts';

/** `ana: Berlin, DE`, or `bob: deleted by herself` */
export const userLines = (users: readonly User[]): readonly string[] =>
  users.flatMap((each) => {
    if (each.status === 'none') return [];
    return [each.status === 'active' ? userLine(each) : `${each.user}: deleted by ${each.by}`];
  });

/** `order 1: lamp for ana, 40.00, shipped to Berlin` */
export const orderLines = (orders: readonly Order[]): readonly string[] =>
  inOrder(orders.flatMap((each) => (each.status === 'none' ? [] : [each]))).map((order) => {
    const where = isPaid(order) && order.address !== null ? ` to ${order.address}` : '';
    return `order ${order.order}: ${order.item} for ${order.user}, ${printCents(order.total)}, ${order.status}${where}`;
  });
