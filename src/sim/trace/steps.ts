import type { TraceEvent } from './trace.ts';

/** Events of these kinds begin a step: an input of a node, or something done to the world. All others are what a node does at once. */
export const beginsStep: ReadonlySet<TraceEvent['kind']> = new Set([
  'start',
  'deliver',
  'timer',
  'invoke',
  'retry',
  'crash',
  'stop',
  'pause',
  'resume',
  'cut',
  'heal',
  'settings',
  'broke',
]);

/**
 * Whether all that was done at once is over before this event. Between two steps something can be done to a world by hand, and in the
 * middle of one it cannot.
 */
export function isBetweenSteps(events: readonly TraceEvent[], event: number): boolean {
  const [before, next] = [events[event - 1]!, events[event]!];
  if (before.at !== next.at) return true;
  switch (next.kind) {
    // A partition cuts many links at once.
    case 'cut':
    case 'heal':
      return before.kind !== next.kind;
    // In the middle of what a node does at once.
    case 'crash':
      return next.effects === null;
    // A client that was told to ask somewhere else does so at once.
    case 'retry':
      return before.kind !== 'deliver' || before.node !== next.node;
    // Where it is sent, or with a node that fails, and all that waited for it. At its arrival, it is a step.
    case 'lose':
      return !(before.kind === 'send' && before.id === next.id) && !fails.has(before.kind);
    default:
      return beginsStep.has(next.kind);
  }
}

const fails: ReadonlySet<TraceEvent['kind']> = new Set(['lose', 'crash', 'stop']);
