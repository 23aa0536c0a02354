/**
 * Write a consumer that keeps account balances, from payments that it reads
 * from a partitioned log. The log delivers at least once; each payment is to
 * take effect once.
 *
 * - The process may be ended at any moment. What a `save` effect wrote is
 *   there afterwards; effects that were not reached never happened. One save
 *   is atomic: all the fields in it are written, or none.
 * - After a restart the log delivers again, from the offsets that were saved.
 *   It may deliver again without a restart too, when partitions move between
 *   the consumers of a group.
 * - A saved offset is that of the record to read *next*, for each partition.
 *   It never goes back. Offsets rise, and may leave numbers out.
 * - An application that heard nothing sends its payment again, and that makes
 *   another record, with another offset and the same payment id. A payment
 *   with the same id takes effect once.
 * - A payment that would take a balance below 0 is refused. That settles it:
 *   it is not carried out when it comes again. The consumer goes on.
 * - What was saved and comes in is never changed: effects say what to write.
 */
import { unfinished } from '#course/unfinished';

export interface PaymentRecord {
  readonly partition: number;
  readonly offset: number;
  /** Given by the application, the same when it sends the payment again. */
  readonly paymentId: string;
  readonly account: string;
  /** May be negative. */
  readonly cents: number;
}

/** What survives a restart. */
export interface Saved {
  /** Partition → offset of the record to read next. A partition never read is not named. */
  readonly offsets: Readonly<Record<number, number>>;
  /** Account → cents. An account never paid into is not named. */
  readonly balances: Readonly<Record<string, number>>;
  /** Ids of the payments that are settled: carried out, or refused. */
  readonly settled: readonly string[];
}

/** Writes the fields that it names, all of them at once, and leaves the others as they are. */
export interface Save {
  readonly kind: 'save';
  readonly fields: Partial<Saved>;
}

export const nothingSaved: Saved = { offsets: {}, balances: {}, settled: [] };

/** After a restart: the offset from which to read the partition. */
export function resumeAt(saved: Saved, partition: number): number {
  unfinished('read on where the saved state ends, or from the beginning');
}

/** A record was delivered: what to do, in this order. */
export function onRecord(saved: Saved, record: PaymentRecord): readonly Save[] {
  unfinished('settle the payment unless it is settled, and move the offset on');
}
