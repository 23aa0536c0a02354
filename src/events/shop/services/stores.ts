import type { NodeId } from '../../../sim/index.ts';
import type { BusState } from '../../bus/bus.ts';
import type { StoreView } from '../architecture.ts';
import { inOrder, revenueLine, userLine } from '../lines.ts';
import { printCents } from '../money.ts';
import { printRequest } from '../words.ts';
import type { ShopEvent } from './events.ts';
import type { OrdersTable } from './orders.ts';
import type { AnyRow, Deed, OrderRow } from './rows.ts';
import type { ServiceState } from './service.ts';
import type { Task } from './task.ts';
import type { UsersTable } from './users.ts';

/** What a service keeps, row by row. Copies and queues are left out where there is nothing in them. */
export function storesOf(node: NodeId, { table, copies, tasks, outbox, deeds }: ServiceState): StoreView[] {
  const own: StoreView = {
    name: node === 'shipping' ? 'parcels' : node === 'invoicing' ? 'invoices' : node,
    kind: 'table',
    rows: table === null ? inOrder(deeds).map(deedRow) : inOrderOf(table as UsersTable | OrdersTable),
  };
  const copied = Object.entries(copies).map(
    ([key, row]) => `${key} as of version ${row.version}: ${rowOf(row)}`,
  );
  const waiting = [
    ...tasks.map(taskRow),
    ...outbox.map(({ event }) => `to the bus: ${event.type} ${event.data.about}`),
  ];
  return [
    own,
    ...(copied.length > 0 ? [{ name: 'copies', kind: 'copy', rows: copied } as const] : []),
    ...(waiting.length > 0 ? [{ name: 'open', kind: 'queue', rows: waiting } as const] : []),
  ];
}

export const queueStore = ({ queues }: BusState): StoreView[] =>
  Object.entries(queues).map(([node, { waiting }]) => ({
    name: `for ${node}`,
    kind: 'queue',
    rows: waiting.map(({ event }) => `${event.type} ${(event as ShopEvent).data.about}`),
  }));

const inOrderOf = (table: Readonly<Record<string, AnyRow>>): string[] => Object.values(table).map(rowOf);

export function rowOf(row: AnyRow): string {
  if ('percent' in row) return `${row.country}: ${row.percent} %`;
  if ('address' in row) return `${userLine(row)}${row.deleted ? ', deleted' : ''}`;
  return orderRow(row);
}

const orderRow = ({ order, item, user, total, paid, shipped }: OrderRow): string =>
  `order ${order}: ${item} for ${user}, ${printCents(total)}, ${shipped ? 'shipped' : paid ? 'paid' : 'placed'}`;

const deedRow = (deed: Deed): string =>
  deed.kind === 'parcel'
    ? `order ${deed.order}: ${deed.item} to ${deed.user} in ${deed.address}`
    : revenueLine(deed);

function taskRow({ cause, asks }: Task): string {
  const what =
    cause.kind === 'request' ? printRequest(cause.command) : `${cause.event.type} ${cause.event.data.about}`;
  return asks ? `${what}, asks for ${asks}` : `${what}, waits`;
}
