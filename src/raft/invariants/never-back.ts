import type { NodeId } from '../../sim/index.ts';
import type { Term } from '../types.ts';
import type { Change, Invariant } from './change.ts';

/** Terms never go back, not even over a crash; what is committed and applied does not while a server is up. */
export function neverBack(): Invariant {
  const terms = new Map<NodeId, Term>();

  function broken({ node, before, after }: Change): string | undefined {
    const highest = terms.get(node) ?? 0;
    if (after.currentTerm < highest)
      return `The term of ${node} went back from ${highest} to ${after.currentTerm}${before ? '' : ' over its restart'}.`;
    terms.set(node, after.currentTerm);
    if (before === null) return undefined;
    if (after.commitIndex < before.commitIndex)
      return `The commit index of ${node} went back from ${before.commitIndex} to ${after.commitIndex}.`;
    if (after.lastApplied < before.lastApplied)
      return `${node} had applied entry ${before.lastApplied}, and now says that it has applied no more than ${after.lastApplied}.`;
    return undefined;
  }

  return { name: 'Nothing goes back', broken };
}
