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
