import type { NodeId } from '../program.ts';
import type { Trace, TraceEvent } from './trace.ts';

/** What the node of an event knew before the step to which the event belongs, and after it. Null stands for no memory: a node that is down. */
export interface StatesAround {
  readonly before: unknown;
  readonly after: unknown;
}

export function statesAround(trace: Trace, index: number): StatesAround {
  const event = trace.events[index];
  if (event === undefined || !('node' in event)) return { before: null, after: null };
  const step = lastIndexOf(trace, event.node, index, beginsStep);
  const goesDown = event.kind === 'crash' || event.kind === 'stop';
  return {
    before: stateOf(trace, event.node, goesDown ? index - 1 : step - 1),
    after: stateOf(trace, event.node, index),
  };
}

/** What a node knew once the event at `index` had happened. */
export function stateOf(trace: Trace, node: NodeId, index: number): unknown {
  const last = trace.events[lastIndexOf(trace, node, index, changesState)];
  return last !== undefined && 'state' in last ? last.state : null;
}

const beginsStep = ({ kind }: TraceEvent): boolean =>
  kind === 'start' || kind === 'deliver' || kind === 'timer' || kind === 'invoke';

const changesState = (event: TraceEvent): boolean =>
  'state' in event || event.kind === 'crash' || event.kind === 'stop';

/** The last event of the node at or before `index` that is such a one; -1 when there is none. */
function lastIndexOf(
  { events }: Trace,
  node: NodeId,
  index: number,
  isSuch: (event: TraceEvent) => boolean,
): number {
  for (let at = Math.min(index, events.length - 1); at >= 0; at--) {
    const event = events[at]!;
    if ('node' in event && event.node === node && isSuch(event)) return at;
  }
  return -1;
}
