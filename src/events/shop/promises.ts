import type { KnownUser } from './architecture.ts';
import { inOrder, revenueLines, shippedLine, userLine } from './lines.ts';
import { percentOf, printCents } from './money.ts';
import type { OrderOutcome } from './outcome/orders.ts';
import type { RequestOutcome } from './outcome/requests.ts';
import { lastStates } from './outcome/states.ts';
import type { ShopRun } from './run.ts';
import { taxRates, type ShopQuery, type ShopRequest } from './story.ts';

/**
 * What every shop owes, however it is built and whatever went wrong, once the faults are over and everything has come to rest. Where a
 * parcel goes is not among it: a copy of an address can be out of date.
 *
 * @returns a sentence for each promise that is broken
 */
export function brokenPromises({ architecture, trace, outcome, failure }: ShopRun): string[] {
  if (failure) return [failure.sentence];
  const states = lastStates(trace);
  const { orders, requests } = outcome;
  const end: End = { users: architecture.users(states.get('users') ?? null), orders };
  const readers = queries.flatMap((query) =>
    architecture.readers(query).map((node) => ({
      query,
      node,
      lines: architecture.answer(query, node, states.get(node) ?? null),
    })),
  );
  return [
    ...orders.flatMap((order) => ofOrder(order, end.users)),
    ...requests.flatMap((request) => ofRequest(request, requests, end)),
    ...readers.flatMap(({ query, node, lines }) => ofReader(node, query, lines, end)),
  ];
}

/** What the owners know in the end. */
interface End {
  readonly users: readonly KnownUser[];
  readonly orders: readonly OrderOutcome[];
}

const queries: readonly ShopQuery[] = [
  { kind: 'list-users' },
  { kind: 'list-shipped' },
  { kind: 'show-revenue' },
];

function ofOrder(
  { order, user, total, paid, parcels, invoices }: OrderOutcome,
  users: End['users'],
): string[] {
  const due = paid ? 1 : 0;
  const once = (done: string, times: number) =>
    times === due ? [] : [`Order ${order} was ${done} ${times} times, and ${due} is due.`];
  const country = users.find((each) => each.user === user)?.country;
  const tax = country && percentOf(total, taxRates[country]);
  const wrong = invoices.filter((each) => each.total !== total || each.tax !== tax);
  return [
    ...once('shipped', parcels.length),
    ...once('invoiced', invoices.length),
    ...wrong.map(
      (each) =>
        `Order ${order} costs ${printCents(total)}, and was invoiced at ${printCents(each.total)} + ${printCents(each.tax)} tax.`,
    ),
  ];
}

function ofRequest(asked: RequestOutcome, all: readonly RequestOutcome[], end: End): string[] {
  const { request, reply, words, client } = asked;
  const rivals = all.filter((each) => each.reply?.kind !== 'refused' && isRival(each.request, request));
  if (reply?.kind === 'done' && !rivals.some((each) => shows(each.request, end)))
    return [`“${words}” was answered to ${client}, and is missing in the end.`];
  if (reply?.kind === 'refused' && rivals.length === 0 && shows(request, end))
    return [`“${words}” was refused to ${client}, and took effect all the same.`];
  return [];
}

/** Two that want the same done: when one is refused, the other may have got it; of two that are done, the later one shows. */
const isRival = (one: ShopRequest, other: ShopRequest): boolean =>
  one.kind === other.kind && subjectOf(one) === subjectOf(other);

const subjectOf = (request: ShopRequest): string | number | undefined =>
  'order' in request ? request.order : 'user' in request ? request.user : undefined;

/** Whether it can be seen, in the end, that this was done. */
function shows(request: ShopRequest, { users, orders }: End): boolean {
  switch (request.kind) {
    case 'create-user':
      return users.some(({ user }) => user === request.user);
    case 'move-user':
      return users.some(({ user, address }) => user === request.user && address === request.address);
    case 'delete-user':
      return users.some(({ user, deleted }) => user === request.user && deleted);
    case 'place-order':
      return orders.some(({ order }) => order === request.order);
    case 'pay-order':
      return orders.some(({ order, paid }) => order === request.order && paid);
    default:
      return true;
  }
}

function ofReader(node: string, query: ShopQuery, lines: readonly string[], end: End): string[] {
  const expected = linesOf(query, end);
  const isSame = JSON.stringify([...lines].sort()) === JSON.stringify([...expected].sort());
  return isSame
    ? []
    : [
        `${node} shows “${lines.join('; ')}” for ${query.kind}, and it is to come to “${expected.join('; ')}”.`,
      ];
}

function linesOf({ kind }: ShopQuery, { users, orders }: End): string[] {
  switch (kind) {
    case 'list-users':
      return users.filter(({ deleted }) => !deleted).map(userLine);
    case 'list-shipped':
      return inOrder(orders.filter(({ parcels }) => parcels.length > 0)).map(shippedLine);
    case 'show-revenue':
      return revenueLines(orders.flatMap(({ invoices }) => invoices));
  }
}
