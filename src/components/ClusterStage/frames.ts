import type { NodeId, Time, Trace } from '../../sim/index.ts';
import { countWhere } from '../../sim/trace/count-where.ts';
import type { Moment } from '../../workbook/lab/moment.ts';
import { copyOf, happen, noFacts, type Asked, type Cut, type Facts, type Flight } from './facts.ts';
import { placed, type FlightFrame } from './flights.ts';
import { nodeFrame, type NodeFrame } from './node-frame.ts';
import { distance, emptyIndex, take, type Index, type Landmark } from './walk.ts';

/** The moment of the run that is shown. */
export type Playhead = Moment;

/** Everything that the stage shows at one moment. */
export interface Frame extends Playhead {
  readonly nodes: readonly NodeFrame[];
  /** On their way, waiting at the door of one that stands still, or lost a moment ago. */
  readonly flights: readonly FlightFrame[];
  readonly cuts: readonly Cut[];
  /** What clients wait for. */
  readonly asked: readonly Asked[];
}

/** A run that can be looked at at any moment. */
export interface Frames {
  readonly trace: Trace;
  /** How many events have happened once each step is done: where a reader who steps through the run stops. */
  readonly steps: readonly number[];
  /** What a reader may want to find. */
  readonly landmarks: readonly Landmark[];
  /** Where the longest log of the run ends. */
  readonly longestLog: number;
  /** Up to this time everything has happened that the run tells. */
  readonly end: Time;
  readonly index: Index;
}

/**
 * @param before the frames of the same run, when it had not got so far
 * @param until a time up to which nothing happened behind the last event
 */
export function framesOf(trace: Trace, before?: Frames, until: Time = 0): Frames {
  const index = before && goesOn(before, trace) ? before.index : emptyIndex(trace);
  for (let at = index.count; at < trace.events.length; at++) take(index, trace.events, at);
  const end = Math.max(until, trace.events.at(-1)?.at ?? 0);
  // Copies, so that frames that were made before stay what they are.
  const steps = [...index.steps, ...(index.count > 0 ? [index.count] : [])];
  return { trace, steps, landmarks: [...index.landmarks], longestLog: index.longestLog, end, index };
}

function goesOn({ index, trace: old }: Frames, { nodes, events }: Trace): boolean {
  const last = old.events.length - 1;
  return (
    index.count === old.events.length &&
    last < events.length &&
    events[last] === old.events[last] &&
    events[0] === old.events[0] &&
    nodes.join(' ') === old.nodes.join(' ')
  );
}

/** What is so after the first `event` events. */
export function factsAt({ trace, index }: Frames, event: number): Facts {
  const until = Math.max(0, Math.min(event, trace.events.length));
  const from = Math.min(Math.floor(until / distance), index.checkpoints.length - 1);
  if (from < 0) return noFacts(trace);
  const facts = copyOf(index.checkpoints[from]!);
  for (let at = from * distance; at < until; at++)
    happen(facts, trace.events[at]!, index.begun.get(at), index.ended.get(at));
  return facts;
}

/** How long a message travels, as a rule. */
export const travelOf = ({ index: { travelled } }: Frames): Time =>
  travelled.messages === 0 ? 10 : Math.max(1, travelled.time / travelled.messages);

export function frameAt(frames: Frames, playhead: Playhead): Frame {
  const event = Math.max(0, Math.min(playhead.event, frames.trace.events.length));
  const { time } = playhead;
  const facts = factsAt(frames, event);
  const { longest } = frames.index;
  return {
    event,
    time,
    nodes: frames.trace.nodes.map((name) => nodeFrame(name, facts.nodes.get(name)!, time, longest)),
    flights: [
      ...placed([...facts.flying], facts, time, travelOf(frames)),
      ...placed(lostLately(frames, event, time), facts, time, travelOf(frames)),
    ],
    cuts: [...facts.cuts.values()],
    asked: [...facts.asked.values()],
  };
}

/** What was lost is seen for as long as a message travels. */
function lostLately(frames: Frames, event: number, time: Time): Flight[] {
  const { lost } = frames.index;
  const since = time - travelOf(frames);
  let to = countWhere(lost, ({ end }) => end!.event < event);
  const found: Flight[] = [];
  while (to > 0 && lost[--to]!.end!.at > since) found.push(lost[to]!);
  return found.reverse();
}

export const nodeOf = (frame: Frame, name: NodeId): NodeFrame | undefined =>
  frame.nodes.find((node) => node.name === name);
