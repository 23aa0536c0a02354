import type { NodeId } from '../../sim/index.ts';
import type { Term } from '../types.ts';
import type { Invariant } from './change.ts';

/** At most one leader can be elected in a given term (§5.2). Leaders of different terms may well be there at the same time. */
export function electionSafety(): Invariant {
  const leaders = new Map<Term, NodeId>();
  return {
    name: 'Election Safety',
    broken({ node, before, after: { role, currentTerm } }) {
      if (role !== 'leader' || (before?.role === 'leader' && before.currentTerm === currentTerm))
        return undefined;
      const other = leaders.get(currentTerm);
      leaders.set(currentTerm, node);
      return other === undefined || other === node
        ? undefined
        : `${other} and ${node} are both leaders of term ${currentTerm}.`;
    },
  };
}
