import type { KnownOrder, KnownUser } from '../architecture.ts';
import type { Invoice, Parcel } from '../deeds.ts';
import type { Country } from '../story.ts';

/** Rows as their owners keep them, and as others may copy them: the version tells which of two copies is the newer one. */
export type UserRow = KnownUser & Versioned;
export type OrderRow = KnownOrder & Versioned & { readonly shipped: boolean };
export type TaxRow = Versioned & { readonly country: Country; readonly percent: number };

interface Versioned {
  /** 1 when the row is made, and one more with every change. */
  readonly version: number;
}

/** What one service can know of another's, by what it is about. */
export interface Rows {
  readonly user: UserRow;
  readonly order: OrderRow;
  readonly tax: TaxRow;
}

/** A row, pointed at: `user ana`, `order 7`, `tax DE`. */
export type Reference = `${keyof Rows} ${string}`;

export type AnyRow = Rows[keyof Rows];

export const refer = (of: keyof Rows, id: string | number): Reference => `${of} ${id}`;

/** Nothing when it points at a row of another kind. */
export const idIn = (about: Reference, of: keyof Rows): string | undefined =>
  about.startsWith(`${of} `) ? about.slice(of.length + 1) : undefined;

/** Who is asked for a row, because it owns it. */
export const ownerOf = (about: Reference): string => owners[about.split(' ')[0] as keyof Rows];

const owners: Readonly<Record<keyof Rows, string>> = { user: 'users', order: 'orders', tax: 'taxes' };

/** What has been done and stands in nobody's table but the doer's. */
export type Deed = ({ readonly kind: 'parcel' } & Parcel) | ({ readonly kind: 'invoice' } & Invoice);
