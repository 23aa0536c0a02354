import type { NodeId } from '../../../sim/index.ts';
import type { Architecture, ShopOptions, ShopSystem, StoreView } from '../architecture.ts';
import { recordLine } from '../lines.ts';
import { owners } from '../route.ts';
import type { ShopRequest } from '../story.ts';
import { shopSystem } from '../system.ts';
import { correlationOf, type TablesMessage } from './messages.ts';
import { nodesOf, type TablesOptions } from './nodes.ts';
import type { ReaderState } from './reader.ts';
import type { Change, OrderRow, UserRow } from './rows.ts';
import { orderList, revenue, userList } from './views.ts';
import type { WorkState } from './worker.ts';
import type { WriteState } from './write-side.ts';

const nodeFor: Readonly<Record<ShopRequest['kind'], NodeId>> = {
  ...owners,
  'list-users': 'user-list',
  'list-shipped': 'order-list',
  'show-revenue': 'revenue',
};

/** Tables that are written in one place, and read in others. */
export const cqrs: Architecture = {
  name: 'cqrs',
  system: cqrsSystem,
  route: ({ kind }) => nodeFor[kind],
  stores,
  users: (state) => Object.values(rowsOf<UserRow>(state)),
  orders: (state) =>
    Object.values(rowsOf<OrderRow>(state)).map(({ order, item, user, total, status }) => ({
      order,
      item,
      user,
      total,
      paid: status !== 'placed',
    })),
  readers: ({ kind }) => [nodeFor[kind]],
  answer: ({ kind }, node, state) => (state !== null && nodeFor[kind] === node ? linesOf(node, state) : []),
  correlationOf: (message) => correlationOf(message as TablesMessage),
};

export function cqrsSystem({ faults, ...options }: ShopOptions & TablesOptions = {}): ShopSystem {
  return shopSystem(nodesOf(options), faults);
}

const rowsOf = <Row>(state: unknown): Readonly<Record<string, Row>> =>
  state === null ? {} : (state as WriteState<Row>).tables.rows;

function linesOf(node: NodeId, state: unknown): readonly string[] {
  const view = Object.values((state as ReaderState).following.sources)[0]!.view as never;
  if (node === 'user-list') return userList.lines(view);
  return node === 'revenue' ? revenue.lines(view) : orderList.lines(view);
}

function stores(node: NodeId, state: unknown): readonly StoreView[] {
  if (state === null || node === 'taxes') return [];
  if (node === 'users' || node === 'orders') {
    const { tables } = state as WriteState<object>;
    return [
      { name: node, kind: 'table', rows: Object.values(tables.rows).map(recordLine) },
      { name: 'outbox', kind: 'queue', rows: tables.outbox.map(tellChange) },
    ];
  }
  if (node === 'shipping' || node === 'invoicing') {
    const { deeds, following } = state as WorkState<object>;
    const { view, checkpoint } = following.sources['orders']!;
    return [
      { name: 'done', kind: 'table', rows: deeds.map(recordLine) },
      { name: 'to do', kind: 'queue', rows: Object.keys(view).map((order) => `order ${order}`), checkpoint },
    ];
  }
  const { checkpoint } = Object.values((state as ReaderState).following.sources)[0]!;
  return [{ name: node, kind: 'view', rows: linesOf(node, state), checkpoint }];
}

const tellChange = ({ position, event }: Change<object>): string => `${position}: ${recordLine(event.data)}`;
