import type { Trace, TraceEvent } from '../../sim/index.ts';
import { createChecker, type Broken, type Checker } from './checker.ts';

/** The first event of a trace after which a promise is broken, and the sentence; null when all are kept. */
export function findBroken(
  { events }: Trace,
  checker: Checker = createChecker(),
): (Broken & { readonly event: number }) | null {
  for (const event of events.keys()) {
    const broken = lookAt(events, event, checker);
    if (broken) return { ...broken, event };
  }
  return null;
}

/** Tells the checker what one event of a trace made of a server. The events before it have been told. */
export function lookAt(events: readonly TraceEvent[], index: number, checker: Checker): Broken | undefined {
  const event = events[index]!;
  if (event.kind === 'crash' || event.kind === 'stop') checker.see(event.node, null, event.at);
  // What a server would have known after a step that a crash cut short, it never knew.
  return 'state' in event && !crashesWithin(events, index)
    ? checker.see(event.node, event.state, event.at)
    : undefined;
}

/** Does the step that begins here end in a crash? Its effects follow it in the trace. */
function crashesWithin(events: readonly TraceEvent[], index: number): boolean {
  const { kind } = events[index]!;
  if (kind !== 'start' && kind !== 'deliver' && kind !== 'timer') return false;
  for (let next = index + 1; next < events.length; next++) {
    const event = events[next]!;
    if (event.kind === 'crash') return event.effects !== null;
    if (!effects.has(event.kind)) return false;
  }
  return false;
}

const effects: ReadonlySet<TraceEvent['kind']> = new Set([
  'send',
  'write',
  'sync',
  'apply',
  'set-timer',
  'cancel-timer',
  'note',
  'lose',
  'duplicate',
  'delay',
]);
