// caught by: an event › that has been read can be read again, and stays the same
/**
 * Write how a new release reads the events of the old ones. What is stored
 * stays as it was written, for ever; the code knows the newest shapes only.
 * An upcaster leads from one shape of an event to the next one, and old events
 * go through as many of them as it takes.
 *
 * The shapes that were ever written, by their `schema`:
 *
 * - OrderPlaced 1 counts in euros: `{ order, user, item, euros }`.
 *   2 counts in whole cents: `{ order, user, item, cents }`.
 *   3 names the currency: `{ order, user, item, cents, currency }`. Until then
 *   the shop had sold in euros only.
 * - UserDeleted 1 says who is gone: `{ user }`.
 *   2 says who did it: `{ user, by }`. Until then nobody wrote that down, and
 *   both had happened: users had gone by themselves, and administrators had
 *   removed some.
 * - OrderShipped has one shape: `{ order }`.
 *
 * How events are read:
 *
 * - An event without a schema is of the first shape.
 * - What comes out has the newest shape and says so in its `schema`, so that it
 *   can be read again and stays the same. All else that is stored with the
 *   event goes with it unchanged.
 * - An upcaster says what is known. What is not known it calls unknown.
 * - An event whose type or schema this code does not know was written by newer
 *   code, or by a broken one. It is not guessed at and not left out: throw an
 *   `Unreadable` that names its type, its schema and its id.
 * - What is stored is never changed.
 */

/** An event as some release wrote it. */
export interface StoredEvent {
  readonly type: string;
  readonly data: unknown;
  readonly metadata: {
    readonly id: string;
    readonly causationId?: string;
    readonly schema?: number;
  };
  readonly version: number;
}

export interface OrderPlaced1 {
  readonly order: number;
  readonly user: string;
  readonly item: string;
  /** Such as 19.99. */
  readonly euros: number;
}

export interface OrderPlaced2 {
  readonly order: number;
  readonly user: string;
  readonly item: string;
  readonly cents: number;
}

export interface OrderPlaced3 extends OrderPlaced2 {
  readonly currency: 'EUR' | 'CHF' | 'unknown';
}

export interface UserDeleted1 {
  readonly user: string;
}

export interface UserDeleted2 extends UserDeleted1 {
  readonly by: 'herself' | 'an administrator' | 'unknown';
}

/** Why a history cannot be read. The sentence is for whoever deploys. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

export function inCents(data: OrderPlaced1): OrderPlaced2 {
  const { euros, ...rest } = data;
  // 19.99 * 100 is 1998.9999999999998.
  return { ...rest, cents: Math.round(euros * 100) };
}

export function withCurrency(data: OrderPlaced2): OrderPlaced3 {
  return { ...data, currency: 'EUR' };
}

export function withCause(data: UserDeleted1): UserDeleted2 {
  return { ...data, by: 'unknown' };
}

/** What leads from each shape to the next. The first one leads from 1 to 2. */
export type Upcasters = ReadonlyMap<
  string,
  readonly ((data: never) => unknown)[]
>;

export const upcasters: Upcasters = new Map([
  ['OrderPlaced', [inCents, withCurrency]],
  ['UserDeleted', [withCause]],
  ['OrderShipped', []],
]);

/** The event in its newest shape. Throws `Unreadable` if there is no such. */
export function upcast(stored: StoredEvent): StoredEvent {
  const { type, metadata } = stored;
  const { id, schema = 1 } = metadata;
  const steps = upcasters.get(type);
  if (!steps)
    throw new Unreadable(
      `Nobody here knows ${type} (schema ${schema}, id ${id}).`,
    );
  const newest = steps.length + 1;
  if (!Number.isInteger(schema) || schema < 1 || schema > newest)
    throw new Unreadable(
      `${type} is known up to schema ${newest}, and ${id} has schema ${schema}.`,
    );
  if (schema === newest) return stored;

  const data = steps
    .slice(schema - 1)
    .reduce((old: unknown, step) => step(old as never), stored.data);
  return { ...stored, data, metadata: { ...metadata, schema: newest } };
}

/** A whole history in the newest shapes. Throws `Unreadable` if it has gaps. */
export function readHistory(
  history: readonly StoredEvent[],
): readonly StoredEvent[] {
  return history.map(upcast);
}
