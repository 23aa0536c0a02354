import { persist, send, setTimer, type Disk, type Effect, type NodeId } from '../../../sim/index.ts';
import type { DomainEvent, RecordedEvent } from '../../event.ts';
import { readAll, type EventStore } from '../../event-store.ts';
import type { Facts } from './messages.ts';

/**
 * Who follows, and how far each has come. The names are kept on the disk: a follower that heard nothing after a crash of the owner would
 * take the silence for rest. How far each has come it says itself, so that its own checkpoint is the only one there is.
 */
export type Followers = Readonly<Record<NodeId, number | null>>;

type Effects<Event extends DomainEvent> = readonly Effect<Facts<Event>, never>[];

export const pushTimer = 'push';
const pushEvery = 100;

export const knownFollowers = (disk: Disk): Followers =>
  Object.fromEntries(((disk['followers'] ?? []) as readonly NodeId[]).map((name) => [name, null]));

/** A follower has started: it is sent what it lacks, or nothing, so that it stops asking. */
export function admit<Event extends DomainEvent>(
  followers: Followers,
  follower: NodeId,
  after: number,
  store: EventStore<Event>,
): { readonly followers: Followers; readonly effects: Effects<Event> } {
  const admitted = { ...followers, [follower]: after };
  return {
    followers: admitted,
    effects: [
      ...(Object.hasOwn(followers, follower) ? [] : [persist('followers', Object.keys(admitted))]),
      send(follower, { kind: 'facts', events: readAll(store, { after }) }),
      ...whileBehind(admitted, store),
    ],
  };
}

/** A follower says how far it has come. An old word that was overtaken by a newer one changes nothing. */
export const confirm = (followers: Followers, follower: NodeId, upTo: number): Followers => ({
  ...followers,
  [follower]: Math.max(upTo, followers[follower] ?? 0),
});

/** Everybody hears of what was recorded just now. */
export const spread = <Event extends DomainEvent>(
  followers: Followers,
  events: readonly RecordedEvent<Event>[],
): Effects<Event> =>
  Object.keys(followers).length === 0 || events.length === 0
    ? []
    : [
        ...Object.keys(followers).map((name) => send(name, { kind: 'facts', events } as const)),
        setTimer(pushTimer, pushEvery),
      ];

/** Once more to all who have not confirmed: what was sent may be lost, and the follower may have been down. */
export const pushAgain = <Event extends DomainEvent>(
  followers: Followers,
  store: EventStore<Event>,
): Effects<Event> => [
  ...behind(followers, store).map(([name, after]) =>
    send(name, { kind: 'facts', events: after === null ? [] : readAll(store, { after }) } as const),
  ),
  ...whileBehind(followers, store),
];

const behind = (followers: Followers, { events }: EventStore) =>
  Object.entries(followers).filter(([, after]) => after === null || after < events.length);

const whileBehind = (followers: Followers, store: EventStore): Effects<never> =>
  behind(followers, store).length === 0 ? [] : [setTimer(pushTimer, pushEvery)];
