import { append, type Append } from '../../sim/index.ts';

/**
 * What the shop does to the world outside, and cannot take back. The deed is the durable write itself: what `shipping` has appended under
 * `parcels` has left the house, and what `invoicing` has appended under `invoices` is in the post. An outcome counts these writes in the
 * trace, under every architecture.
 */
export interface Parcel {
  readonly order: number;
  readonly item: string;
  readonly user: string;
  readonly address: string;
}

export interface Invoice {
  readonly order: number;
  readonly user: string;
  /** Cents, without tax. */
  readonly total: number;
  /** Cents. */
  readonly tax: number;
}

export const handOver = (parcel: Parcel): Append => append('parcels', parcel);
export const post = (invoice: Invoice): Append => append('invoices', invoice);
