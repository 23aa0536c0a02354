import { termAt } from '../../../../src/raft/log.ts';
import { majorityOf } from '../../../../src/ordering/quorum/quorum.ts';
import { figure2 } from '../../../../src/raft/rules.ts';
import { hears, type PlantedBug } from './planted.ts';

export const members: readonly PlantedBug[] = [
  {
    name: 'begins a second change of the members before the first is committed',
    rules: {
      refuseChange: (log, commitIndex, currentTerm) =>
        termAt(log, commitIndex) === currentTerm ? null : 'Not yet.',
    },
  },
  {
    name: 'changes the members before it has committed anything in its term (the bug of 2015)',
    scenario: 'one-change-at-a-time',
    rules: {
      refuseChange: (log, commitIndex) => figure2.refuseChange(log, commitIndex, termAt(log, commitIndex)!),
    },
  },
  {
    name: 'goes on counting majorities of the members there were at first',
    rules: ({ members = [] }) => ({
      hasWon: (votes, now) =>
        now.filter((each) => votes.includes(each)).length >= Math.min(now.length, majorityOf(members.length)),
      advanceCommit: (log, commitIndex, currentTerm, matchIndexes) => {
        const needed = Math.min(matchIndexes.length, majorityOf(members.length));
        const reached = matchIndexes.toSorted((a, b) => b - a)[needed - 1]!;
        return reached > commitIndex && termAt(log, reached) === currentTerm ? reached : commitIndex;
      },
    }),
  },
  {
    name: 'leaves the members out of a snapshot',
    around: hears((input, { initialMembers: members }) => {
      if (input.kind !== 'message' || input.message.kind !== 'InstallSnapshot') return input;
      return { ...input, message: { ...input.message, snapshot: { ...input.message.snapshot, members } } };
    }),
  },
];
