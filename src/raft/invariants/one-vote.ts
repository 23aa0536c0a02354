import type { NodeId } from '../../sim/index.ts';
import type { Term } from '../types.ts';
import type { Invariant } from './change.ts';

/** A server votes for at most one candidate in a term, crashed in between or not (§5.2). Two leaders of a term begin with this. */
export function oneVote(): Invariant {
  const votes = new Map<NodeId, { readonly term: Term; readonly candidate: NodeId }>();
  return {
    name: 'One vote in a term',
    broken({ node, after: { currentTerm: term, votedFor: candidate } }) {
      const last = votes.get(node);
      if (candidate === null || (last?.term === term && last.candidate === candidate)) return undefined;
      votes.set(node, { term, candidate });
      return last?.term === term
        ? `${node} voted twice in term ${term}: for ${last.candidate}, and for ${candidate}.`
        : undefined;
    },
  };
}
