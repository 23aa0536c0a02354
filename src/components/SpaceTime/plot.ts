import type { Loss, NodeId, Role, Time, Trace, TraceEvent } from '../../sim/index.ts';
import { beginsStep } from '../../sim/trace/steps.ts';
import { standingOf, type Standing } from '../stage/standing.ts';

/**
 * A run as a space-time diagram sees it: a lane for each node and client, moments on the lanes, messages between moments. No
 * pixels yet. A moment is an input of a node with all its effects, or something that was done to the world.
 */
export interface Plot {
  readonly lanes: readonly Lane[];
  readonly moments: readonly Moment[];
  /** Event of the trace → its moment; -1 for an event of a lane that is not shown. */
  readonly momentOf: readonly number[];
  readonly flights: readonly Flight[];
  readonly stretches: readonly Stretch[];
  readonly fences: readonly Fence[];
  /** Every point in time at which something happens, with its depth. */
  readonly times: readonly { readonly at: Time; readonly depth: number }[];
  /** How far down the picture goes. One is the distance between two moments of the same time and lane. */
  readonly depth: number;
}

export interface Lane {
  readonly name: NodeId;
  readonly kind: 'client' | 'node';
}

export interface Moment {
  readonly at: Time;
  /** Null for what is done to the world as a whole. */
  readonly lane: number | null;
  /** Other lanes that take part: the far ends of links that are cut or healed. */
  readonly others: readonly number[];
  readonly kind: TraceEvent['kind'];
  /** Events of the trace, the input first. */
  readonly events: readonly number[];
  readonly changed: boolean;
  /** Nothing came of it: no new state, no message, nothing written. */
  readonly quiet: boolean;
  readonly writes: 'synced' | 'unsynced' | null;
  /** Its state machine took a command. */
  readonly applies: boolean;
  readonly depth: number;
}

/** A message on its way from one moment to another. A message that the network copied flies twice. */
export interface Flight {
  readonly id: number;
  readonly role: Role;
  readonly message: unknown;
  readonly from: number;
  readonly to: number;
  /** The moment of sending. */
  readonly sent: number;
  /** The moment of arrival or loss. The moment of sending when it was lost there; null when the run ends first. */
  readonly ended: number | null;
  readonly lost: Loss | null;
  readonly copy: boolean;
  readonly quiet: boolean;
  /** The event that tells how it ended; that of its sending when it has not. */
  readonly event: number;
}

/** Part of a lane in which a node is well or not, in one role. */
export interface Stretch {
  readonly lane: number;
  readonly from: number;
  readonly until: number;
  readonly how: 'up' | 'down' | 'paused';
  readonly standing: Standing | null;
}

/** While nothing passes from one lane to another. */
export interface Fence {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = Mutable<Omit<Moment, 'events' | 'others'>> & { events: number[]; others: number[] };

/** @param hidden lanes that are left out, with all their messages */
export function plotOf(trace: Trace, hidden: readonly NodeId[] = []): Plot {
  const lanes = [
    ...trace.clients.map((name): Lane => ({ name, kind: 'client' })),
    ...trace.nodes.map((name): Lane => ({ name, kind: 'node' })),
  ].filter(({ name }) => !hidden.includes(name));
  const laneOf = new Map(lanes.map(({ name }, lane) => [name, lane]));
  const { moments, momentOf } = gather(trace.events, laneOf);
  const flights = fly(trace.events, laneOf, moments, momentOf);
  const { times, depth } = descend(moments, flights, lanes.length);
  return {
    lanes,
    moments,
    momentOf,
    flights,
    times,
    depth,
    ...stretch(trace.events, moments, momentOf, laneOf, lanes.length, depth),
  };
}

function gather(events: readonly TraceEvent[], laneOf: ReadonlyMap<NodeId, number>) {
  const moments: Draft[] = [];
  const momentOf: number[] = [];
  const latest = new Map<number, Draft>();
  const sentAt = new Map<number, Time>();

  events.forEach((event, index) => {
    if (event.kind === 'send') sentAt.set(event.id, event.at);
    // What is lost after it was sent is lost before the receiver's door, and shown there.
    const far = event.kind === 'lose' && sentAt.get(event.id) !== event.at;
    const lane = 'node' in event ? laneOf.get(far ? event.to : event.node) : undefined;
    if (lane === undefined && 'node' in event) return void momentOf.push(-1);
    const joined = far ? undefined : momentToJoin(event, lane, moments, latest);
    const moment = joined ?? {
      at: event.at,
      lane: lane ?? null,
      others: [],
      kind: event.kind,
      events: [],
      changed: false,
      quiet: event.kind === 'deliver' || event.kind === 'timer',
      writes: null,
      applies: false,
      depth: 0,
    };
    if (!joined) moments.push(moment);
    if (lane !== undefined && !far) latest.set(lane, moment);
    momentOf.push(joined ? moments.lastIndexOf(moment) : moments.length - 1);
    note(moment, event, index, laneOf);
  });
  return { moments: moments as Moment[], momentOf };
}

function momentToJoin(
  event: TraceEvent,
  lane: number | undefined,
  moments: readonly Draft[],
  latest: ReadonlyMap<number, Draft>,
): Draft | undefined {
  const last = moments.at(-1);
  // A partition cuts many links at once: one moment, not one for each link.
  if (event.kind === 'cut' || event.kind === 'heal')
    return last?.kind === event.kind && last.at === event.at ? last : undefined;
  if (beginsStep.has(event.kind) || lane === undefined) return undefined;
  const before = latest.get(lane);
  return before?.at === event.at ? before : undefined;
}

function note(moment: Draft, event: TraceEvent, index: number, laneOf: ReadonlyMap<NodeId, number>): void {
  moment.events.push(index);
  if ('state' in event && event.state !== undefined) moment.changed = true;
  if (moment.changed || !isIdle(event.kind)) moment.quiet = false;
  if (event.kind === 'write' && moment.writes !== 'unsynced')
    moment.writes = event.synced ? 'synced' : 'unsynced';
  if (event.kind === 'apply') moment.applies = true;
  if (event.kind === 'sync') moment.writes = 'synced';
  if (event.kind === 'cut' || event.kind === 'heal')
    for (const name of [event.node, event.to]) {
      const lane = laneOf.get(name);
      if (lane !== undefined && lane !== moment.lane && !moment.others.includes(lane))
        moment.others.push(lane);
    }
}

const isIdle = (kind: TraceEvent['kind']): boolean =>
  kind === 'deliver' || kind === 'timer' || kind === 'set-timer' || kind === 'cancel-timer';

function fly(
  events: readonly TraceEvent[],
  laneOf: ReadonlyMap<NodeId, number>,
  moments: readonly Moment[],
  momentOf: readonly number[],
): Flight[] {
  const flights: Mutable<Flight>[] = [];
  const ofMessage = new Map<number, Mutable<Flight>>();
  events.forEach((event, index) => {
    if (event.kind === 'send') {
      const from = laneOf.get(event.node);
      const to = laneOf.get(event.to);
      if (from === undefined || to === undefined) return;
      const flight: Mutable<Flight> = {
        id: event.id,
        role: event.role,
        message: event.message,
        from,
        to,
        sent: momentOf[index]!,
        ended: null,
        lost: null,
        copy: false,
        quiet: false,
        event: index,
      };
      flights.push(flight);
      ofMessage.set(event.id, flight);
    }
    if (event.kind !== 'deliver' && event.kind !== 'lose') return;
    const first = ofMessage.get(event.id);
    if (!first) return;
    const copy = first.ended !== null;
    const flight = copy ? { ...first, copy } : first;
    if (copy) flights.push(flight);
    flight.ended = momentOf[index]!;
    flight.lost = event.kind === 'lose' ? event.why : null;
    flight.event = index;
    flight.quiet = event.kind === 'deliver' && moments[flight.ended]!.quiet;
  });
  return flights;
}

/**
 * Gives every moment its depth. What happens at one time at several nodes stands side by side, for nobody can say which came
 * first. Long waits are shortened: a picture that is true to scale shows mostly nothing.
 */
function descend(moments: readonly Moment[], flights: readonly Flight[], lanes: number) {
  const cause = new Map<Moment, Moment>();
  for (const { sent, ended } of flights)
    if (ended !== null && ended !== sent) cause.set(moments[ended]!, moments[sent]!);

  const times: { at: Time; depth: number }[] = [];
  const lowest = new Array<number>(lanes).fill(-1);
  let bottom = 0;
  for (const moment of moments as Draft[]) {
    const last = times.at(-1);
    if (!last || moment.at > last.at)
      times.push({ at: moment.at, depth: last ? bottom + wait(moment.at - last.at) : 0 });
    const top = times.at(-1)!.depth;
    const own = moment.lane === null ? [] : [moment.lane, ...moment.others];
    const from = cause.get(moment as Moment);
    moment.depth = Math.max(top, ...own.map((lane) => lowest[lane]! + 1), from ? from.depth + 1 : top);
    for (const lane of own) lowest[lane] = moment.depth;
    bottom = Math.max(bottom, moment.depth);
  }
  return { times, depth: bottom };
}

const wait = (span: Time): number => Math.min(3.6, 1 + 0.55 * Math.log2(1 + span / 5));

function stretch(
  events: readonly TraceEvent[],
  moments: readonly Moment[],
  momentOf: readonly number[],
  laneOf: ReadonlyMap<NodeId, number>,
  lanes: number,
  depth: number,
): Pick<Plot, 'stretches' | 'fences'> {
  const stretches: Stretch[] = [];
  const open = Array.from({ length: lanes }, (_, lane): Mutable<Stretch> => ({
    lane,
    from: 0,
    until: depth,
    how: 'up',
    standing: null,
  }));
  const turn = (lane: number, at: number, change: Partial<Pick<Stretch, 'how' | 'standing'>>) => {
    const now = open[lane]!;
    const next = { ...now, ...change };
    if (next.how === now.how && next.standing === now.standing) return;
    if (at > now.from) stretches.push({ ...now, until: at });
    open[lane] = { ...next, from: at };
  };
  const fences = new Map<string, Mutable<Fence>>();
  const done: Fence[] = [];

  events.forEach((event, index) => {
    if (!('node' in event)) return;
    const moment = moments[momentOf[index]!];
    if (moment === undefined) return;
    const lane = laneOf.get(event.node);
    if (lane === undefined) return;
    const { kind } = event;
    if (kind === 'start' || kind === 'resume') turn(lane, moment.depth, { how: 'up' });
    if (kind === 'pause') turn(lane, moment.depth, { how: 'paused' });
    if (kind === 'crash' || kind === 'stop') turn(lane, moment.depth, { how: 'down', standing: null });
    if ('state' in event && event.state !== undefined)
      turn(lane, moment.depth, { standing: standingOf(event.state) });
    if (kind === 'cut' || kind === 'heal') {
      const to = laneOf.get(event.to);
      if (to === undefined) return;
      const key = `${lane} ${to}`;
      const fence = fences.get(key);
      if (kind === 'cut' && !fence) fences.set(key, { from: lane, to, top: moment.depth, bottom: depth });
      if (kind === 'heal' && fence) {
        done.push({ ...fence, bottom: moment.depth });
        fences.delete(key);
      }
    }
  });
  return { stretches: [...stretches, ...open], fences: [...done, ...fences.values()] };
}

/** Every moment that could have had an influence on this one, itself included: Lamport's happened-before, read backwards. */
export function causesOf({ moments, flights }: Plot, moment: number): ReadonlySet<number> {
  const causes = new Set<number>([moment]);
  const sendersOf = new Map<number, number[]>();
  for (const { sent, ended, lost } of flights)
    if (ended !== null && lost === null) sendersOf.set(ended, [...(sendersOf.get(ended) ?? []), sent]);

  const latestOn = new Set<number>();
  for (let at = moment; at >= 0; at--) {
    const { lane, kind } = moments[at]!;
    const isOnTheWay =
      lane !== null && latestOn.has(lane) && kind !== 'lose' && kind !== 'cut' && kind !== 'heal';
    if (!causes.has(at) && !isOnTheWay) continue;
    causes.add(at);
    if (lane !== null) latestOn.add(lane);
    for (const sender of sendersOf.get(at) ?? []) causes.add(sender);
  }
  return causes;
}
