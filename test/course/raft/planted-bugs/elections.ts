import { figure2 } from '../../../../src/raft/rules.ts';
import { lastIndex, lastTerm } from '../../../../src/raft/log.ts';
import { majorityOf } from '../../../../src/ordering/quorum/quorum.ts';
import { hears, type PlantedBug } from './planted.ts';

export const elections: readonly PlantedBug[] = [
  {
    name: 'votes for whoever asks, voted or not',
    rules: {
      grantVote: (voter, candidate, request) =>
        figure2.grantVote({ ...voter, votedFor: null }, candidate, request),
    },
  },
  {
    // Read in a public library: the index is never looked at.
    name: 'votes for a log with an equal last term, however short',
    rules: {
      grantVote: (voter, candidate, request) =>
        figure2.grantVote(voter, candidate, {
          ...request,
          lastLogIndex:
            request.lastLogTerm === lastTerm(voter.log) ? lastIndex(voter.log) : request.lastLogIndex,
        }),
    },
  },
  {
    name: 'votes for the longer log, whatever its last term',
    rules: {
      grantVote: (voter, candidate, request) =>
        request.lastLogIndex >= lastIndex(voter.log) &&
        figure2.grantVote(voter, candidate, { ...request, lastLogTerm: Infinity }),
    },
  },
  {
    name: 'votes without a look at the log',
    rules: {
      grantVote: (voter, candidate, request) =>
        figure2.grantVote(voter, candidate, { ...request, lastLogTerm: Infinity }),
    },
  },
  {
    name: 'counts each reply as a vote, also the second from the same voter',
    rules: {
      countVote: (votes, voter) => [...votes, voter],
      hasWon: (votes, members) => votes.length >= majorityOf(members.length),
    },
  },
  {
    name: 'wins with half of the votes',
    rules: {
      hasWon: (votes, members) => 2 * members.filter((each) => votes.includes(each)).length >= members.length,
    },
  },
  {
    name: 'heeds messages of earlier terms',
    rules: { isStale: () => false },
  },
  {
    name: 'takes a newer term for its own without stepping down from its vote',
    rules: { enterTerm: ({ votedFor }, term) => ({ currentTerm: term, votedFor }) },
  },
  {
    name: 'stays in its term when it meets a newer one',
    rules: { enterTerm: (own) => own },
  },
  {
    name: 'forgets its vote when somebody else leads in the same term',
    rules: { enterTerm: (_, term) => ({ currentTerm: term, votedFor: null }) },
  },
  {
    name: 'counts a pre-vote as a vote',
    around: hears((input, { currentTerm: term, role }) =>
      input.kind === 'message' && input.message.kind === 'PreVoteReply' && role.kind === 'candidate'
        ? { ...input, message: { ...input.message, kind: 'RequestVoteReply', term } }
        : input,
    ),
  },
];
