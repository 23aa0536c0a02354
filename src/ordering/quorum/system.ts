import type { NodeId, System } from '../../sim/index.ts';
import { redirect, type Answer, type Elsewhere } from '../entry.ts';
import { journal } from '../journal.ts';
import { oneOrder } from '../report.ts';
import { quorumMember, type QuorumOptions } from './member.ts';
import type { QuorumMessage } from './messages.ts';

/** A group with a leader and a majority; the first member leads at the beginning. Commands are words. */
export function quorumSystem(
  members: readonly NodeId[] = ['n1', 'n2', 'n3'],
  options: QuorumOptions = {},
): System<unknown, QuorumMessage<string>, string, Answer<number> | Elsewhere> {
  return {
    nodes: members,
    program: () => quorumMember(journal, options),
    clients: { retryAfter: 150, tries: 40, redirect },
    readCommand: (words) => words,
    inTheEnd: oneOrder(members),
  };
}
