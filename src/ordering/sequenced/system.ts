import type { NodeId, System } from '../../sim/index.ts';
import { redirect, type Answer, type Elsewhere } from '../entry.ts';
import { journal } from '../journal.ts';
import { oneOrder } from '../report.ts';
import type { SequencerMessage } from './messages.ts';
import { sequencedReplica } from './replica.ts';
import { sequencer } from './sequencer.ts';

export interface SequencedOptions {
  /** With a node `standby`, promoted by hand: `fire promote of standby`. */
  readonly standby?: boolean;
  /** Publish only what the standby has. Ended by hand: `fire alone of sequencer`. */
  readonly gating?: boolean;
  readonly replicas?: readonly NodeId[];
}

/** A sequencer, its standby if it has one, and replicas that apply what it publishes. Commands are words. */
export function sequencedSystem({
  gating = false,
  standby = gating,
  replicas = ['r1', 'r2', 'r3'],
}: SequencedOptions = {}): System<unknown, SequencerMessage<string>, string, Answer<number> | Elsewhere> {
  const orders = sequencer<string>({
    receivers: replicas,
    gating,
    ...(standby && { standby: 'standby' }),
  });
  const replica = sequencedReplica(journal);
  return {
    nodes: ['sequencer', ...(standby ? ['standby'] : []), ...replicas],
    program: (node) => (replicas.includes(node) ? replica : orders),
    clients: { retryAfter: 150, tries: 40, redirect },
    readCommand: (words) => words,
    inTheEnd: oneOrder(replicas),
  };
}
