import type { Time, Trace } from '../../../sim/index.ts';
import type { DomainEvent, RecordedEvent } from '../../event.ts';
import { catchUp, unread, type Projected, type Projection } from '../../projection.ts';
import type { UserRow } from '../cqrs/rows.ts';
import type { Tables } from '../cqrs/tables.ts';
import { forgetfulUserList, read, userList, type Homes } from '../cqrs/views.ts';
import type { UserEvent } from '../deciders/users.ts';
import type { ShopRun } from '../run.ts';
import { eventsOf } from './record.ts';

/** What a list of users shows in the end whose projection forgot, until a fix, to take out who was deleted. */
export type Mended =
  | {
      readonly kind: 'mended';
      /** Without the fix. */
      readonly wrong: readonly string[];
      /** The fix read on where the mistake had stopped: right from then on, and wrong about what it had read. */
      readonly readOn: readonly string[];
      /** The fix began from nothing: right about the past, too. */
      readonly rebuilt: readonly string[];
    }
  | { readonly kind: 'nothing-to-rebuild'; readonly sentence: string };

type Past = Pick<ShopRun, 'architecture' | 'trace'>;

export function fixProjection({ architecture, trace }: Past, at: Time): Mended {
  switch (architecture.name) {
    case 'event-sourcing': {
      const facts = eventsOf<UserEvent>(trace, 'users');
      const before = eventsOf<UserEvent>(trace, 'users', at).length;
      return mend(forgetfulDirectory, directory, facts, before, readOn(directory, facts));
    }
    case 'cqrs': {
      const written = tablesOf(trace);
      const changes = written.map(({ tables }) => tables.outbox.at(-1)!);
      const before = written.filter((each) => each.at <= at).length;
      const rows = written.at(-1)?.tables.rows ?? {};
      // What led to the rows is thrown away once every reader has taken it. The rows themselves are enough for a view of them.
      const { view } = read(userList.projection, rows).projected;
      return mend(forgetfulUserList.projection, userList.projection, changes, before, view);
    }
    case 'notification':
    case 'carried-state':
    case 'command-sourcing':
      return {
        kind: 'nothing-to-rebuild',
        sentence: 'Users are listed from where they are owned: no projection stands between.',
      };
  }
}

function mend<Event extends DomainEvent>(
  wrong: Projection<Homes, Event>,
  right: Projection<Homes, Event>,
  events: readonly RecordedEvent<Event>[],
  before: number,
  rebuilt: Homes,
): Mended {
  const stopped = { view: readOn(wrong, events.slice(0, before)), checkpoint: before };
  return {
    kind: 'mended',
    wrong: userList.lines(readOn(wrong, events)),
    readOn: userList.lines(readOn(right, events, stopped)),
    rebuilt: userList.lines(rebuilt),
  };
}

const readOn = <Event extends DomainEvent>(
  projection: Projection<Homes, Event>,
  events: readonly RecordedEvent<Event>[],
  from: Projected<Homes> = unread(projection),
): Homes => catchUp(projection, from, events).projected.view;

const forgetfulDirectory: Projection<Homes, UserEvent> = {
  initialView: () => ({}),
  project(view, { stream, event: { type, data } }) {
    if (type === 'UserCreated') return { ...view, [stream]: data };
    const home = view[stream];
    return type === 'UserMoved' && home ? { ...view, [stream]: { ...home, address: data.address } } : view;
  },
};

const directory: Projection<Homes, UserEvent> = {
  ...forgetfulDirectory,
  project(view, recorded) {
    if (recorded.event.type !== 'UserDeleted') return forgetfulDirectory.project(view, recorded);
    return Object.fromEntries(Object.entries(view).filter(([key]) => key !== recorded.stream));
  },
};

const tablesOf = ({ events }: Trace) =>
  events.flatMap((event) =>
    event.kind === 'write' && event.node === 'users' && event.key === 'tables'
      ? [{ at: event.at, tables: event.value as Tables<UserRow> }]
      : [],
  );
