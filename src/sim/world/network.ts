import type { Faults, LinkFaults } from '../faults.ts';
import type { Link, OneMessage } from '../intervention.ts';
import { drawLatency } from '../latency.ts';
import type { NodeId } from '../program.ts';
import type { Random } from '../random.ts';
import { randomStream } from '../streams.ts';
import type { Time } from '../time.ts';
import type { Loss, Role } from '../trace/trace.ts';
import type { Core, Envelope } from './core.ts';

/** One direction of a link. */
export interface LinkState {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly role: Role;
  faults: LinkFaults;
  cut: boolean;
  /** How many messages it was given, and when the last of those that keep their order arrives. */
  sent: number;
  latest: Time;
  /** Latencies are drawn for every message and apart from all else: a message lost or not, the next ones travel as long. */
  readonly latencies: Random;
  readonly fates: Random;
  /** What the script has in store for single messages to come, by their number on the link. */
  readonly orders: Map<number, Order>;
}

interface Order {
  readonly lose?: true;
  readonly delay?: Time;
  readonly duplicate?: Time;
}

export type Network = ReturnType<typeof createNetwork>;

export function createNetwork(core: Core, initial: Faults['network'], isNode: (name: NodeId) => boolean) {
  const { queue, recorder } = core;
  const links = new Map<NodeId, Map<NodeId, LinkState>>();
  let standard = initial;
  let messages = 0;

  function link(from: NodeId, to: NodeId): LinkState {
    let found = links.get(from)?.get(to);
    if (!found) {
      const faults = from === to ? withinNode : standard;
      found = openLink(core.seed, from, to, faults, roleOf(isNode(from), isNode(to)));
      if (!links.has(from)) links.set(from, new Map());
      links.get(from)!.set(to, found);
    }
    return found;
  }

  /** Takes a message from its sender. Where and when it arrives, if ever, is decided here and now. */
  function transmit(on: LinkState, message: unknown, request: number): void {
    const { faults, fates } = on;
    const id = ++messages;
    const nth = ++on.sent;
    recorder?.push({
      at: core.now,
      kind: 'send',
      node: on.from,
      to: on.to,
      id,
      nth,
      role: on.role,
      message,
      request,
    });
    const travels = drawLatency(faults.latency, on.latencies);
    const order = on.orders.size > 0 ? on.orders.get(nth) : undefined;
    if (on.cut) return lost(on, id, 'cut');
    if ((faults.loss > 0 && fates.chance(faults.loss)) || order?.lose) return lost(on, id, 'loss');

    let arrival = core.now + travels;
    let detour = order?.delay ?? 0;
    if (faults.reordering > 0 && fates.chance(faults.reordering))
      detour += 1 + drawLatency(faults.latency, fates);
    if (detour > 0) {
      arrival += detour;
      recorder?.push({ at: core.now, kind: 'delay', node: on.from, to: on.to, id, by: detour });
    } else {
      if (arrival < on.latest) arrival = on.latest;
      on.latest = arrival;
    }
    queue.push(envelope(on, id, nth, message, request), arrival);

    let copy = order?.duplicate;
    if (faults.duplication > 0 && fates.chance(faults.duplication))
      copy ??= drawLatency(faults.latency, fates);
    if (copy !== undefined) {
      recorder?.push({ at: core.now, kind: 'duplicate', node: on.from, to: on.to, id, after: copy });
      queue.push(envelope(on, id, nth, message, request), arrival + copy);
    }
  }

  function lost(on: LinkState, id: number, why: Loss): void {
    recorder?.push({ at: core.now, kind: 'lose', node: on.from, to: on.to, id, why });
  }

  const ways = ({ from, to, ways }: Link): LinkState[] =>
    ways === 'both' ? [link(from, to), link(to, from)] : [link(from, to)];

  function setCut(on: LinkState, cut: boolean): void {
    if (on.cut === cut) return;
    on.cut = cut;
    recorder?.push({ at: core.now, kind: cut ? 'cut' : 'heal', node: on.from, to: on.to });
  }

  return {
    link,
    transmit,
    lost,
    cut: (pair: Link) => ways(pair).forEach((on) => setCut(on, true)),
    heal: (pair: Link) => ways(pair).forEach((on) => setCut(on, false)),
    healAll: () => links.forEach((from) => from.forEach((on) => setCut(on, false))),

    change(faults: Partial<LinkFaults>, pair?: Link): void {
      const changed = pair ? ways(pair) : [...links.values()].flatMap((from) => [...from.values()]);
      for (const on of changed) if (on.from !== on.to) on.faults = { ...on.faults, ...faults };
      if (!pair) standard = { ...standard, ...faults };
    },

    /** Does to one message what the script orders: at once when it is on its way, and when it is sent if it is still to come. */
    order({ from, to, nth }: OneMessage, order: Order): void {
      const on = link(from, to);
      if (nth > on.sent) on.orders.set(nth, { ...on.orders.get(nth), ...order });
      const copies =
        nth > on.sent ? [] : inFlight(core).filter((each) => each.link === on && each.nth === nth);
      for (const each of copies) {
        if (order.duplicate === undefined) each.gone = true;
        if (order.lose) lost(on, each.id, 'loss');
        const after = order.delay ?? order.duplicate;
        if (after === undefined) continue;
        const again = envelope(on, each.id, nth, each.message, each.request);
        if (order.delay === undefined)
          recorder?.push({ at: core.now, kind: 'duplicate', node: from, to, id: each.id, after });
        else recorder?.push({ at: core.now, kind: 'delay', node: from, to, id: each.id, by: after });
        queue.push(again, each.at + after);
      }
    },
  };
}

export const inFlight = ({ queue }: Core): Envelope[] =>
  queue.items().filter((item): item is Envelope => item.kind === 'envelope' && !item.gone);

const envelope = (link: LinkState, id: number, nth: number, message: unknown, request: number): Envelope => ({
  at: 0,
  sequence: 0,
  kind: 'envelope',
  link,
  id,
  nth,
  message,
  request,
  gone: false,
});

/** What a node sends to itself arrives at once. */
const withinNode: LinkFaults = {
  latency: { kind: 'constant', ms: 0 },
  loss: 0,
  duplication: 0,
  reordering: 0,
};

const roleOf = (fromNode: boolean, toNode: boolean): Role =>
  !fromNode ? 'request' : !toNode ? 'reply' : 'message';

const openLink = (seed: number, from: NodeId, to: NodeId, faults: LinkFaults, role: Role): LinkState => ({
  from,
  to,
  role,
  faults,
  cut: false,
  sent: 0,
  latest: 0,
  latencies: randomStream(seed, `latency ${from} ${to}`),
  fates: randomStream(seed, `fate ${from} ${to}`),
  orders: new Map(),
});
