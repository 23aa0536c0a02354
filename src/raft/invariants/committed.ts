import type { NodeId, Time } from '../../sim/index.ts';
import type { Entry, LogIndex, Term } from '../types.ts';

/** What a run has committed so far: index by index, as the first server saw it that knew. */
export interface Committed {
  readonly last: LogIndex;
  at(index: LogIndex): Commit | undefined;
  add(index: LogIndex, commit: Commit): void;
}

export interface Commit {
  readonly entry: Entry<unknown>;
  /** In which term: that of the server which first knew, and may be later than the term of the entry. */
  readonly inTerm: Term;
  readonly by: NodeId;
  readonly at: Time;
}

export function createCommitted(): Committed {
  const commits: (Commit | undefined)[] = [];
  return {
    get last() {
      return Math.max(0, commits.length - 1);
    },
    at: (index) => commits[index],
    add(index, commit) {
      commits[index] = commit;
    },
  };
}
