import type { NodeId, Time, Trace, TraceEvent } from '../../sim/index.ts';
import { isBetweenSteps } from '../../sim/trace/steps.ts';
import { copyOf, happen, noFacts, type Facts, type Flight } from './facts.ts';
import { lengthOfLog, roleIn } from './node-frame.ts';

/** What is found in one walk through the trace. It only grows: when a run goes on, only what is new is walked through. */
export interface Index {
  count: number;
  readonly steps: number[];
  readonly landmarks: Landmark[];
  /** What each node was to the others when it last changed. */
  readonly roles: Map<NodeId, unknown>;
  readonly flights: Flight[];
  /** Event → the flight that begins, or ends, with it. */
  readonly begun: Map<number, Flight>;
  readonly ended: Map<number, Flight>;
  /** Flights that were lost, in the order of their loss. */
  readonly lost: Flight[];
  readonly open: Map<number, Flight[]>;
  readonly now: Facts;
  /** The facts after every so many events. */
  readonly checkpoints: Facts[];
  /** The longest time for which each timer was set: one length for all nodes. */
  readonly longest: Map<string, Time>;
  /** Where the longest log of any node ends. */
  longestLog: number;
  /** When each node last went on, or down: what it had kept waiting ends with that. */
  readonly woken: Map<NodeId, Time>;
  /** Of all messages that did not have to wait. */
  readonly travelled: { messages: number; time: Time };
}

/** Something that a reader may want to find. */
export interface Landmark {
  readonly event: number;
  readonly time: Time;
  readonly kind: 'election' | 'leader' | 'failure' | 'cut' | 'broken';
  readonly words: string;
}

export const distance = 128;

export const emptyIndex = (trace: Trace): Index => ({
  count: 0,
  steps: [],
  landmarks: [],
  roles: new Map(),
  flights: [],
  begun: new Map(),
  ended: new Map(),
  lost: [],
  open: new Map(),
  now: noFacts(trace),
  checkpoints: [],
  longest: new Map(),
  longestLog: 0,
  woken: new Map(),
  travelled: { messages: 0, time: 0 },
});

/** Walks over the next event. */
export function take(index: Index, events: readonly TraceEvent[], at: number): void {
  const event = events[at]!;
  if (at % distance === 0) index.checkpoints.push(copyOf(index.now));
  const begun = beginFlight(index, event, at);
  const ended = endFlight(index, event, at);
  if (at > 0 && (isBetweenSteps(events, at) || standsOut(event))) index.steps.push(at);
  if (event.kind === 'set-timer') {
    const { timer, due } = event;
    index.longest.set(timer, Math.max(index.longest.get(timer) ?? 0, due - event.at));
  }
  if (event.kind === 'resume' || event.kind === 'crash' || event.kind === 'stop')
    index.woken.set(event.node, event.at);
  if ('state' in event) index.longestLog = Math.max(index.longestLog, lengthOfLog(event.state));
  const landmark = landmarkOf(event, index);
  if (landmark) index.landmarks.push({ ...landmark, event: at + 1, time: event.at });
  happen(index.now, event, begun, ended);
  index.count = at + 1;
}

/** In the middle of a step, and yet a reader wants to see it by itself. */
const standsOut = ({ kind }: TraceEvent): boolean => kind === 'crash' || kind === 'retry';

function landmarkOf(event: TraceEvent, { roles }: Index): Omit<Landmark, 'event' | 'time'> | undefined {
  switch (event.kind) {
    case 'crash':
    case 'stop':
      roles.delete(event.node);
      return { kind: 'failure', words: `${event.node} ${event.kind === 'stop' ? 'is stopped' : 'crashes'}` };
    case 'pause':
      return { kind: 'failure', words: `${event.node} stands still` };
    case 'cut':
      return { kind: 'cut', words: `the link from ${event.node} to ${event.to} is cut` };
    case 'broke':
      return { kind: 'broken', words: event.sentence };
  }
  if (!('state' in event) || event.state === undefined) return undefined;
  const { node } = event;
  const role = roleIn(event.state);
  if (roles.get(node) === role) return undefined;
  roles.set(node, role);
  if (role === 'leader') return { kind: 'leader', words: `${node} leads` };
  if (role === 'candidate') return { kind: 'election', words: `${node} stands for election` };
  return undefined;
}

function beginFlight(index: Index, event: TraceEvent, at: number): Flight | undefined {
  if (event.kind !== 'send' && event.kind !== 'duplicate') return undefined;
  const number = index.flights.length;
  let flight: Flight;
  if (event.kind === 'send') {
    const { id, nth, node: from, to, role, message, request, at: sentAt } = event;
    flight = {
      number,
      id,
      nth,
      from,
      to,
      role,
      message,
      request,
      sentAt,
      sent: at,
      copy: false,
      held: false,
      end: null,
    };
  } else {
    const original = index.open.get(event.id)?.[0];
    if (!original) return undefined;
    flight = { ...original, number, sent: at, copy: true, end: null };
  }
  index.flights.push(flight);
  index.begun.set(at, flight);
  index.open.set(flight.id, [...(index.open.get(flight.id) ?? []), flight]);
  return flight;
}

/** Whichever of two copies arrives first is taken for the message. */
function endFlight(index: Index, event: TraceEvent, at: number): Flight | undefined {
  if (event.kind !== 'deliver' && event.kind !== 'lose') return undefined;
  const [flight, ...rest] = index.open.get(event.id) ?? [];
  if (!flight) return undefined;
  if (rest.length > 0) index.open.set(event.id, rest);
  else index.open.delete(event.id);
  flight.end = { at: event.at, event: at, lost: event.kind === 'lose' ? event.why : null };
  flight.held = flight.sentAt < event.at && index.woken.get(flight.to) === event.at;
  index.ended.set(at, flight);
  if (flight.end.lost !== null) index.lost.push(flight);
  else if (flight.role === 'message' && !flight.held) {
    index.travelled.messages += 1;
    index.travelled.time += event.at - flight.sentAt;
  }
  return flight;
}
