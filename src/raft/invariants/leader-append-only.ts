import { lastIndex } from '../log.ts';
import type { Invariant } from './change.ts';

/** A leader never overwrites or deletes entries in its log; it only appends new entries (§5.3). */
export const leaderAppendOnly = (): Invariant => ({
  name: 'Leader Append-Only',
  broken({ node, before, after, changedFrom }) {
    if (before?.role !== 'leader' || after.role !== 'leader' || before.currentTerm !== after.currentTerm)
      return undefined;
    if (changedFrom > lastIndex(before.log)) return undefined;
    const did = changedFrom > lastIndex(after.log) ? 'deleted' : 'overwrote';
    return `${node}, leader of term ${after.currentTerm}, ${did} entry ${changedFrom} of its own log.`;
  },
});
