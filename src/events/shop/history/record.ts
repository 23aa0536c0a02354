import type { NodeId, Time, Trace } from '../../../sim/index.ts';
import type { JournalEntry } from '../../command-journal.ts';
import type { RecordedEvent } from '../../event.ts';
import type { Envelope } from '../../handle.ts';
import type { ShopEvent } from '../event-sourcing/messages.ts';

/** What an owner has appended to its record in a run, and when. Nothing of it has been overwritten: the record at the end says the same. */
type Record<Entry> = readonly { readonly at: Time; readonly entry: Entry }[];

const appended = <Entry>({ events }: Trace, owner: NodeId, key: string): Record<Entry> =>
  events.flatMap((event) =>
    event.kind === 'write' && event.node === owner && event.key === key && event.append
      ? [{ at: event.at, entry: event.value as Entry }]
      : [],
  );

export const eventsOf = <Event extends ShopEvent>(trace: Trace, owner: NodeId, upTo = Infinity) =>
  appended<readonly RecordedEvent<Event>[]>(trace, owner, 'events')
    .filter(({ at }) => at <= upTo)
    .flatMap(({ entry }) => entry);

export const journalOf = <Command>(trace: Trace, owner: NodeId, upTo = Infinity) => ({
  entries: appended<JournalEntry<Envelope<Command>>>(trace, owner, 'journal')
    .filter(({ at }) => at <= upTo)
    .map(({ entry }) => entry),
});
