import {
  cancelTimer,
  persist,
  send,
  setTimer,
  type Disk,
  type Effect,
  type NodeId,
} from '../../../sim/index.ts';
import type { DomainEvent, RecordedEvent } from '../../event.ts';
import { readAll, type EventStore } from '../../event-store.ts';
import type { Facts } from './messages.ts';

/**
 * Who follows, and how far each has come. The names are kept on the disk: a follower that heard nothing after a crash of the owner would
 * take the silence for rest. How far each has come it says itself, so that its own checkpoint is the only one there is.
 */
export type Followers = Readonly<Record<NodeId, number | null>>;

/** What is followed. */
export interface Feed<Message> {
  /** The position of the newest event. */
  readonly last: number;
  /** What somebody lacks who has come so far. */
  lackedBy(after: number): Message;
}

/** A store that keeps everything. */
export const feedOf = <Event extends DomainEvent>(store: EventStore<Event>): Feed<Facts<Event>> => ({
  last: store.events.length,
  lackedBy: (after) => ({ kind: 'facts', events: readAll(store, { after }) }),
});

type Effects<Message> = readonly Effect<Message | Facts<never>, never>[];

export const pushTimer = 'push';
const pushEvery = 100;

export const knownFollowers = (disk: Disk): Followers =>
  Object.fromEntries(((disk['followers'] ?? []) as readonly NodeId[]).map((name) => [name, null]));

/** A follower has started: it is sent what it lacks, or nothing, so that it stops asking. */
export function admit<Message>(
  followers: Followers,
  follower: NodeId,
  after: number,
  feed: Feed<Message>,
): { readonly followers: Followers; readonly effects: Effects<Message> } {
  const admitted = { ...followers, [follower]: after };
  return {
    followers: admitted,
    effects: [
      ...(Object.hasOwn(followers, follower) ? [] : [persist('followers', Object.keys(admitted))]),
      send(follower, feed.lackedBy(after)),
      ...whileBehind(admitted, feed),
    ],
  };
}

/** A follower says how far it has come. An old word that was overtaken by a newer one changes nothing. */
export function confirm(
  followers: Followers,
  follower: NodeId,
  upTo: number,
  feed: Feed<unknown>,
): { readonly followers: Followers; readonly effects: readonly Effect<never, never>[] } {
  const heard = { ...followers, [follower]: Math.max(upTo, followers[follower] ?? 0) };
  return { followers: heard, effects: behind(heard, feed).length === 0 ? [cancelTimer(pushTimer)] : [] };
}

/** Everybody hears of what was recorded just now. */
export const spread = <Event extends DomainEvent>(
  followers: Followers,
  events: readonly RecordedEvent<Event>[],
): Effects<Facts<Event>> =>
  Object.keys(followers).length === 0 || events.length === 0
    ? []
    : [
        ...Object.keys(followers).map((name) => send(name, { kind: 'facts', events } as const)),
        setTimer(pushTimer, pushEvery),
      ];

/** Once more to all who have not confirmed: what was sent may be lost, and the follower may have been down. Who has not spoken yet is asked. */
export const pushAgain = <Message>(followers: Followers, feed: Feed<Message>): Effects<Message> => [
  ...behind(followers, feed).map(([name, after]) =>
    send<Message | Facts<never>>(name, after === null ? { kind: 'facts', events: [] } : feed.lackedBy(after)),
  ),
  ...whileBehind(followers, feed),
];

const behind = (followers: Followers, { last }: Feed<unknown>) =>
  Object.entries(followers).filter(([, after]) => after === null || after < last);

const whileBehind = (followers: Followers, feed: Feed<unknown>): readonly Effect<never, never>[] =>
  behind(followers, feed).length === 0 ? [] : [setTimer(pushTimer, pushEvery)];
