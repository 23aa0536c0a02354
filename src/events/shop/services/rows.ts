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

/** A row, pointed at: `user ana`. */
export type Reference = { readonly [Of in keyof Rows]: { readonly of: Of; readonly id: string } }[keyof Rows];

export type AnyRow = Rows[keyof Rows];

export const keyOf = ({ of, id }: Reference): string => `${of} ${id}`;

/** Who is asked for a row, because it owns it. */
export const ownerOf: Readonly<Record<keyof Rows, string>> = { user: 'users', order: 'orders', tax: 'taxes' };

/** What has been done and stands in nobody's table but the doer's. */
export type Deed = ({ readonly kind: 'parcel' } & Parcel) | ({ readonly kind: 'invoice' } & Invoice);
