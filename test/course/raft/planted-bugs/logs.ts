import type { Appended } from '../../../../src/raft/append-entries.ts';
import { lastIndex, replaceFrom, termAt } from '../../../../src/raft/log.ts';
import { majorityOf } from '../../../../src/ordering/quorum/quorum.ts';
import { reachedByMajority } from '../../../../src/raft/majority.ts';
import { figure2, type Rules } from '../../../../src/raft/rules.ts';
import type { AppendEntries, Log, LogIndex } from '../../../../src/raft/types.ts';
import type { PlantedBug } from './planted.ts';

const stored = <Command>(
  log: Log<Command>,
  { prevLogIndex, entries }: AppendEntries<Command>,
): Appended<Command> => ({
  success: true,
  log,
  matchIndex: prevLogIndex + entries.length,
});

/** What is new of a message, where the log reaches so far and is not yet in a snapshot. */
const fits = <Command>(log: Log<Command>, { prevLogIndex }: AppendEntries<Command>): boolean =>
  prevLogIndex >= log.after.index && prevLogIndex <= lastIndex(log);

/**
 * A leader that is refused, and begins again with the first entry that it does not know to match: slow, and right. Ours finds the
 * place at which the logs part, and its first message that fits brings the entry there; this one's may end before it, and leave
 * what stands behind it in the follower's log.
 */
const beginsAnew: Rules['progressAfter'] = (log, progress, outcome) =>
  outcome.success
    ? figure2.progressAfter(log, progress, outcome)
    : { ...progress, nextIndex: Math.max(progress.matchIndex, log.after.index) + 1 };

export const followers: readonly PlantedBug[] = [
  {
    name: 'checks that there is an entry before the new ones, and not of which term it is',
    rules: {
      appendEntries: (log, request) => {
        const prevLogTerm = termAt(log, request.prevLogIndex) ?? request.prevLogTerm;
        return figure2.appendEntries(log, { ...request, prevLogTerm });
      },
    },
  },
  {
    name: 'checks one entry too early',
    rules: {
      appendEntries: (log, request) =>
        fits(log, request) &&
        request.prevLogIndex > log.after.index + 1 &&
        termAt(log, request.prevLogIndex - 1)! <= request.prevLogTerm
          ? figure2.appendEntries(log, { ...request, prevLogTerm: termAt(log, request.prevLogIndex)! })
          : figure2.appendEntries(log, request),
    },
  },
  {
    name: 'cuts its log at the end of every message',
    rules: {
      appendEntries: (log, request) => {
        const appended = figure2.appendEntries(log, request);
        if (!appended.success || !fits(log, request)) return appended;
        return stored(replaceFrom(log, request.prevLogIndex, request.entries), request);
      },
    },
  },
  {
    name: 'replaces an entry that conflicts, and keeps what stands behind it',
    rules: {
      appendEntries: (log, request) => {
        const appended = figure2.appendEntries(log, request);
        if (!appended.success || appended.log === log) return appended;
        const tail = log.entries.slice(appended.log.entries.length);
        return stored({ ...appended.log, entries: [...appended.log.entries, ...tail] }, request);
      },
    },
  },
  {
    name: 'keeps an entry that conflicts, and appends only what is behind its end',
    rules: {
      appendEntries: (log, request) => {
        const appended = figure2.appendEntries(log, request);
        if (!appended.success || !fits(log, request)) return appended;
        const known = lastIndex(log) - request.prevLogIndex;
        return stored(replaceFrom(log, lastIndex(log), request.entries.slice(known)), request);
      },
    },
  },
  {
    name: 'says that its whole log matches, and not only what the message brought',
    rules: {
      progressAfter: beginsAnew,
      appendEntries: (log, request) => {
        const appended = figure2.appendEntries(log, request);
        return appended.success ? { ...appended, matchIndex: lastIndex(appended.log) } : appended;
      },
    },
  },
  {
    name: 'commits what the leader has committed, had it the entries or not',
    rules: { followerCommit: (commitIndex, leaderCommit) => Math.max(commitIndex, leaderCommit) },
  },
  {
    name: 'commits up to the end of its log, beyond the last entry that is known to match',
    rules: () => {
      let end: LogIndex = 0;
      return {
        progressAfter: beginsAnew,
        appendEntries: (log, request) => {
          const appended = figure2.appendEntries(log, request);
          end = lastIndex(appended.success ? appended.log : log);
          return appended;
        },
        followerCommit: (commitIndex, leaderCommit) => Math.max(commitIndex, Math.min(leaderCommit, end)),
      };
    },
  },
];

export const leaders: readonly PlantedBug[] = [
  {
    name: 'commits an entry of an earlier term by counting (Figure 8)',
    rules: {
      advanceCommit: (_log, commitIndex, _term, matchIndexes) =>
        Math.max(commitIndex, reachedByMajority(matchIndexes)),
    },
  },
  {
    // Read in a public library: 100, 10 and 9 are sorted as words.
    name: 'sorts the match indexes as strings',
    rules: {
      advanceCommit: (log, commitIndex, currentTerm, matchIndexes) => {
        const sorted = matchIndexes.map(String).toSorted().toReversed().map(Number);
        const reached = sorted[majorityOf(sorted.length) - 1]!;
        return reached > commitIndex && termAt(log, reached) === currentTerm ? reached : commitIndex;
      },
    },
  },
  {
    name: 'commits what half of the members have',
    rules: {
      advanceCommit: (log, commitIndex, currentTerm, matchIndexes) => {
        const reached = matchIndexes.toSorted((a, b) => b - a)[Math.ceil(matchIndexes.length / 2) - 1]!;
        return reached > commitIndex && termAt(log, reached) === currentTerm ? reached : commitIndex;
      },
    },
  },
  {
    name: 'commits what any other member has',
    rules: {
      advanceCommit: (log, commitIndex, currentTerm, matchIndexes) => {
        const reached = matchIndexes.toSorted((a, b) => b - a)[Math.min(1, matchIndexes.length - 1)]!;
        return reached > commitIndex && termAt(log, reached) === currentTerm ? reached : commitIndex;
      },
    },
  },
  {
    name: 'commits one entry more than a majority have',
    rules: {
      advanceCommit: (log, commitIndex, currentTerm, matchIndexes) => {
        const reached = figure2.advanceCommit(log, commitIndex, currentTerm, matchIndexes);
        return reached > commitIndex && reached < lastIndex(log) ? reached + 1 : reached;
      },
    },
  },
  {
    name: 'lets the match index go back with an answer that comes late',
    rules: {
      progressAfter: (log, progress, outcome) => {
        const after = figure2.progressAfter(log, progress, outcome);
        return outcome.success
          ? { nextIndex: outcome.matchIndex + 1, matchIndex: outcome.matchIndex }
          : after;
      },
    },
  },
  {
    name: 'takes all that it has sent for stored when an answer comes',
    rules: {
      progressAfter: (log, progress, outcome) => {
        const after = figure2.progressAfter(log, progress, outcome);
        return outcome.success
          ? { ...after, matchIndex: Math.max(after.matchIndex, after.nextIndex - 1) }
          : after;
      },
    },
  },
  {
    name: 'takes a refusal for an answer',
    rules: {
      progressAfter: (log, progress, outcome) =>
        outcome.success
          ? figure2.progressAfter(log, progress, outcome)
          : {
              ...progress,
              matchIndex: Math.max(progress.matchIndex, Math.min(outcome.conflict.index, lastIndex(log))),
            },
    },
  },
  {
    name: 'does not back up when it is refused',
    rules: {
      progressAfter: (log, progress, outcome) => {
        const after = figure2.progressAfter(log, progress, outcome);
        return outcome.success ? after : progress;
      },
    },
  },
];
