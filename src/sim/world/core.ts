import type { Entry, Queue } from '../queue.ts';
import type { Time } from '../time.ts';
import type { TraceEvent } from '../trace/trace.ts';
import type { Host } from './host.ts';
import type { LinkState } from './network.ts';

/** What all parts of a world share. */
export interface Core {
  now: Time;
  readonly seed: number;
  readonly queue: Queue<Waiting>;
  /** Nobody records a bare run. */
  readonly recorder: Recorder | null;
}

export interface Recorder {
  push(event: TraceEvent): void;
}

/** What can wait in the queue. */
export type Waiting = Envelope | Alarm | Deed;

/** A message on its way. */
export interface Envelope extends Entry {
  readonly kind: 'envelope';
  readonly link: LinkState;
  readonly id: number;
  readonly nth: number;
  readonly message: unknown;
  readonly request: number;
  /** Not on its way any more: lost, or put off. */
  gone: boolean;
}

/** A timer that runs. */
export interface Alarm extends Entry {
  readonly kind: 'alarm';
  readonly host: Host;
  readonly timer: string;
  /** When it fires. A timer that was set anew is due later than the queue believes. */
  due: Time;
  live: boolean;
}

/** Anything rarer: a line of the script, a client that asks again. */
export interface Deed extends Entry {
  readonly kind: 'deed';
  /** False when there is nothing to do after all. */
  readonly isDue: () => boolean;
  readonly run: () => void;
}

export const deed = (run: () => void, isDue = () => true): Deed => ({
  at: 0,
  sequence: 0,
  kind: 'deed',
  isDue,
  run,
});
