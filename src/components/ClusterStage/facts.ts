import type { Loss, NodeId, Time, Trace, TracedMessage, TraceEvent } from '../../sim/index.ts';

/** What is so after the first events of a run: a fold over the trace. */
export interface Facts {
  readonly nodes: Map<NodeId, NodeFacts>;
  /** Messages on their way, in the order of sending. */
  readonly flying: Set<Flight>;
  /** Directions in which nothing passes, as `n1 n2`, and since when. */
  readonly cuts: Map<string, Cut>;
  /** What clients wait for, as `c 3`. */
  readonly asked: Map<string, Asked>;
}

export interface NodeFacts {
  readonly status: 'up' | 'paused' | 'down';
  /** While it is down: what it knew last. Null before it has started for the first time. */
  readonly state: unknown;
  readonly timers: readonly Timer[];
}

export interface Timer {
  readonly name: string;
  readonly setAt: Time;
  readonly due: Time;
}

export interface Cut {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly since: Time;
}

export interface Asked {
  readonly client: NodeId;
  readonly request: number;
  readonly command: unknown;
  readonly to: NodeId;
  readonly since: Time;
}

/** One way of a message from its sending to its end. A message that the network copied has two. */
export interface Flight extends Omit<TracedMessage, 'ends'> {
  /** Where in the list of all flights it stands: its name. */
  readonly number: number;
  readonly copy: boolean;
  /** Whether it had to wait for a node that stood still. */
  held: boolean;
  /** Null while the run does not tell. Set once, when it does. */
  end: FlightEnd | null;
}

export interface FlightEnd {
  readonly at: Time;
  readonly event: number;
  /** Null when it arrived. */
  readonly lost: Loss | null;
}

export const noFacts = ({ nodes }: Pick<Trace, 'nodes'>): Facts => ({
  nodes: new Map(nodes.map((name) => [name, { status: 'down', state: null, timers: [] }])),
  flying: new Set(),
  cuts: new Map(),
  asked: new Map(),
});

export const copyOf = ({ nodes, flying, cuts, asked }: Facts): Facts => ({
  nodes: new Map(nodes),
  flying: new Set(flying),
  cuts: new Map(cuts),
  asked: new Map(asked),
});

/**
 * Lets one event more happen. `begun` and `ended` are the flights that begin and end with it: whoever has indexed the run knows.
 * It changes the facts in place, since a picture asks for those of any of 20,000 events sixty times a second.
 */
export function happen(facts: Facts, event: TraceEvent, begun?: Flight, ended?: Flight): void {
  if (begun) facts.flying.add(begun);
  if (ended) facts.flying.delete(ended);
  switch (event.kind) {
    case 'cut':
      return void facts.cuts.set(`${event.node} ${event.to}`, {
        from: event.node,
        to: event.to,
        since: event.at,
      });
    case 'heal':
      return void facts.cuts.delete(`${event.node} ${event.to}`);
    case 'invoke': {
      const { node: client, request, command, to, at: since } = event;
      return void facts.asked.set(`${client} ${request}`, { client, request, command, to, since });
    }
    case 'retry': {
      const key = `${event.node} ${event.request}`;
      const asked = facts.asked.get(key);
      return void (asked && facts.asked.set(key, { ...asked, to: event.to }));
    }
    case 'return':
      return void facts.asked.delete(`${event.node} ${event.request}`);
  }
  if (!('node' in event)) return;
  const node = facts.nodes.get(event.node);
  if (!node) return;
  const next = nodeAfter(node, event);
  if (next !== node) facts.nodes.set(event.node, next);
}

function nodeAfter(node: NodeFacts, event: TraceEvent): NodeFacts {
  switch (event.kind) {
    case 'start':
      return { status: 'up', state: event.state, timers: [] };
    case 'crash':
    case 'stop':
      return { status: 'down', state: node.state, timers: [] };
    case 'pause':
      return { ...node, status: 'paused' };
    case 'resume':
      return { ...node, status: 'up' };
    case 'deliver':
      return event.state === undefined ? node : { ...node, state: event.state };
    case 'timer':
      return {
        ...node,
        timers: without(node.timers, event.timer),
        state: event.state === undefined ? node.state : event.state,
      };
    case 'cancel-timer':
      return { ...node, timers: without(node.timers, event.timer) };
    case 'set-timer': {
      const { timer: name, at: setAt, due } = event;
      return { ...node, timers: [...without(node.timers, name), { name, setAt, due }] };
    }
    default:
      return node;
  }
}

const without = (timers: readonly Timer[], name: string): readonly Timer[] =>
  timers.filter((timer) => timer.name !== name);
