import { persist, sync, type Disk, type Effect } from '../../../sim/index.ts';
import type { NewEvent } from '../../event.ts';
import type { ShopReply } from '../story.ts';
import type { ShopEvent } from './events.ts';
import type { Deed } from './rows.ts';
import type { Copies } from './source.ts';
import type { Task } from './task.ts';

/** Everything that a service must not forget. */
export interface Kept<Table> {
  readonly table: Table;
  readonly copies: Copies;
  readonly tasks: readonly Task[];
  /** By task: what was answered; null for an event, which nobody waits for. */
  readonly finished: Readonly<Record<string, ShopReply | null>>;
  /** What the bus has not confirmed yet. */
  readonly outbox: readonly NewEvent<ShopEvent>[];
  readonly deeds: readonly Deed[];
}

/** Deeds are not among them: each is a write of its own. */
const keys = ['table', 'copies', 'tasks', 'finished', 'outbox'] as const;

/** What changed, in one transaction: nothing is safe before the sync, and everything is behind it. */
export function commit<Table>(before: Kept<Table>, after: Kept<Table>): Effect<never, never>[] {
  const changed = keys.filter(
    (key) => before[key] !== after[key] && !(isEmpty(before[key]) && isEmpty(after[key])),
  );
  if (changed.length === 0) return [];
  return [...changed.map((key) => persist(key, after[key], { sync: false })), sync()];
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

export const restore = <Table>(fresh: Kept<Table>, disk: Disk): Kept<Table> => ({
  ...fresh,
  ...Object.fromEntries(keys.flatMap((key) => (key in disk ? [[key, disk[key]]] : []))),
  deeds: [
    ...((disk['parcels'] ?? []) as object[]).map((parcel) => ({ kind: 'parcel', ...parcel }) as Deed),
    ...((disk['invoices'] ?? []) as object[]).map((invoice) => ({ kind: 'invoice', ...invoice }) as Deed),
  ],
});
