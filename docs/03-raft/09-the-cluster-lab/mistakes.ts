import { figure2, lastIndex, type Rules } from '#course/raft';

/** Each takes one decision in another way than Raft, and leaves the rest. */
export const mistakes: Record<string, Partial<Rules>> = {
  none: {},

  'writes nothing to its disk': {
    persistFirst: (_before, _after, effects) => effects,
  },

  'votes for any log': {
    grantVote: ({ currentTerm, votedFor }, candidate, { term }) =>
      term >= currentTerm && (votedFor ?? candidate) === candidate,
  },

  'ends its log where a message ends': {
    appendEntries(log, request) {
      const appended = figure2.appendEntries(log, request);
      if (!appended.success) return appended;
      const tooLong = lastIndex(appended.log) - appended.matchIndex;
      const { after, entries } = appended.log;
      const kept = entries.slice(0, entries.length - tooLong);
      return { ...appended, log: { after, entries: kept } };
    },
  },

  'believes all of leaderCommit': {
    followerCommit: (commitIndex, leaderCommit) =>
      Math.max(commitIndex, leaderCommit),
  },

  'counts entries of any term': {
    advanceCommit(_log, commitIndex, _currentTerm, reached) {
      const sorted = reached.toSorted((one, other) => other - one);
      return Math.max(commitIndex, sorted[Math.floor(sorted.length / 2)]!);
    },
  },
};
