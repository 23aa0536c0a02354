import type { DomainEvent, RecordedEvent } from '../../event.ts';
import { nameIsTaken, noSuchOrder, noSuchUser, orderExists, paidAlready } from '../refusals.ts';
import { totalOf, type Country, type Release, type ShopCommand } from '../story.ts';
import type { Customer } from '../deciders/customer.ts';

/** A row is overwritten: what stood in it before, and why it was changed, is gone. */
export interface UserRow {
  readonly user: string;
  readonly address: string;
  readonly country: Country;
  readonly deleted: boolean;
}

export interface OrderRow {
  readonly order: number;
  readonly item: string;
  readonly user: string;
  /** Cents, discount taken off, without tax. */
  readonly total: number;
  readonly status: 'placed' | 'paid' | 'shipping' | 'shipped';
  /** Cents, once the invoice is sent. */
  readonly tax: number | null;
}

/** How a row stands from now on: what readers are told. It is no fact of the trade, and no record of truth. */
export type RowChanged<Row> = DomainEvent<'RowChanged', Row>;
export type Change<Row> = RecordedEvent<RowChanged<Row>>;

/** The row to write, or the sentence why none is written. */
export type Written<Row> = { readonly key: string; readonly row: Row } | string;

export type Rows<Row> = Readonly<Record<string, Row>>;

export type UserCommand = Extract<
  ShopCommand,
  { readonly kind: 'create-user' | 'move-user' | 'delete-user' }
>;

export function writeUser(rows: Rows<UserRow>, command: UserCommand): Written<UserRow> {
  const { user: key } = command;
  const before = rows[key];
  if (command.kind === 'create-user') {
    const { address, country } = command;
    return before ? nameIsTaken(key) : { key, row: { user: key, address, country, deleted: false } };
  }
  if (before === undefined || before.deleted) return noSuchUser(key);
  if (command.kind === 'delete-user') return { key, row: { ...before, deleted: true } };
  return { key, row: { ...before, address: command.address } };
}

export type OrderCommand =
  | (Extract<ShopCommand, { readonly kind: 'place-order' }> & { readonly customer: Customer })
  | Extract<ShopCommand, { readonly kind: 'pay-order' }>;

export const writeOrder =
  (release: Release) =>
  (rows: Rows<OrderRow>, command: OrderCommand): Written<OrderRow> => {
    const { order } = command;
    const key = String(order);
    const before = rows[key];
    if (command.kind === 'pay-order') {
      if (before === undefined) return noSuchOrder(order);
      return before.status === 'placed' ? { key, row: { ...before, status: 'paid' } } : paidAlready(order);
    }
    if (before) return orderExists(order);
    const { item, user, cents, customer } = command;
    if (customer.kind !== 'active') return noSuchUser(user);
    return {
      key,
      row: { order, item, user, total: totalOf(release, cents), status: 'placed', tax: null },
    };
  };

/** What shipping and invoicing have done. */
export interface Note {
  readonly kind: 'note';
  readonly order: number;
  readonly what: Pick<OrderRow, 'status'> | Pick<OrderRow, 'tax'>;
  readonly correlationId: string;
}

const steps = ['placed', 'paid', 'shipping', 'shipped'];

/** The row with the note in it; nothing when it says nothing new. A note that was overtaken by a later one takes nothing back. */
export function withNote(row: OrderRow | undefined, { what }: Note): OrderRow | undefined {
  if (row === undefined) return undefined;
  if ('tax' in what) return row.tax === null ? { ...row, tax: what.tax } : undefined;
  return steps.indexOf(what.status) > steps.indexOf(row.status) ? { ...row, status: what.status } : undefined;
}
