import type { NodeId, Time, Trace } from '../../../sim/index.ts';

export interface StateChange {
  readonly at: Time;
  readonly state: unknown;
}

/** What a node knew, from each moment on at which it changed. While it is down it knows nothing, and no change is told. */
export const statesOf = ({ events }: Trace, node: NodeId): StateChange[] =>
  events.flatMap((event) =>
    'state' in event && event.node === node ? [{ at: event.at, state: event.state }] : [],
  );

/** What each node knows in the end; null for one that is down. */
export function lastStates({ events }: Trace, upTo = events.length): ReadonlyMap<NodeId, unknown> {
  const states = new Map<NodeId, unknown>();
  for (const event of events.slice(0, upTo)) {
    if ('state' in event) states.set(event.node, event.state);
    if (event.kind === 'crash' || event.kind === 'stop') states.set(event.node, null);
  }
  return states;
}

/**
 * Since when something has held without a break, to the end. What a node knew for a moment, and lost in a crash before it was on its
 * disk, has not held.
 */
export function heldSince(changes: readonly StateChange[], holds: (state: unknown) => boolean): Time | null {
  let since: Time | null = null;
  for (const { at, state } of changes) since = holds(state) ? (since ?? at) : null;
  return since;
}
