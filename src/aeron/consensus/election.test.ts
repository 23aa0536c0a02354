import { describe, expect, it } from 'vitest';
import type { ClusterMessage } from '../messages.ts';
import { alone, diskOf, logOf, term, tick, type Alone } from '../testing.ts';
import { quick } from '../timings.ts';

const canvasses = (logLeadershipTermId = -1, logPosition = 0): ClusterMessage => ({
  kind: 'CanvassPosition',
  logLeadershipTermId,
  logPosition,
  leadershipTermId: logLeadershipTermId,
});
const asksForVote = (candidateTermId: number, logLeadershipTermId = -1, logPosition = 0): ClusterMessage => ({
  kind: 'RequestVote',
  logLeadershipTermId,
  logPosition,
  candidateTermId,
});
const votes = (vote: boolean, candidateTermId = 0): ClusterMessage => ({
  kind: 'Vote',
  candidateTermId,
  logLeadershipTermId: -1,
  logPosition: 0,
  vote,
});
const appended = (leadershipTermId: number, logPosition: number): ClusterMessage => ({
  kind: 'AppendPosition',
  leadershipTermId,
  logPosition,
});

/** Started, and heard by both others, which have nothing in their logs. */
function nominated(disk = {}): Alone {
  const member = alone();
  member.start(disk);
  member.hear('m1', canvasses());
  member.hear('m2', canvasses());
  return member;
}

function inBallot(disk = {}): Alone {
  const member = nominated(disk);
  member.fire('election');
  return member;
}

function leading(): Alone {
  const member = inBallot();
  member.hear('m1', votes(true));
  member.hear('m2', votes(true));
  member.hear('m1', appended(0, 0));
  return member;
}

/** What it wrote and sent, in its order. */
const writesAndSends = (member: Alone): string[] =>
  member.effects.flatMap((effect) => {
    if (effect.kind === 'persist') return [`persist ${effect.key}`];
    if (effect.kind === 'append') return [`append ${effect.key}`];
    return effect.kind === 'send' ? [effect.message.kind] : [];
  });

describe('a member that canvasses', () => {
  it('tells all others where its log ends, and tells them again', () => {
    const member = alone();
    member.start(diskOf(logOf(tick(), tick()), [term(0, 0)]));
    const position = ['m1', 'm2'].map((to) => [to, canvasses(0, 128)]);
    expect(member.sent).toEqual(position);
    member.fire('status', quick.electionStatusInterval);
    expect(member.sent).toEqual(position);
    expect(member.state.electionState).toBe('CANVASS');
  });

  it('nominates itself as soon as all would vote for it', () => {
    const member = alone();
    member.start();
    member.hear('m1', canvasses());
    expect(member.state.electionState).toBe('CANVASS');
    member.hear('m2', canvasses());
    expect(member.state.electionState).toBe('NOMINATE');
  });

  it('waits for those that are silent, and then a majority will do', () => {
    const member = alone();
    member.start();
    member.hear('m1', canvasses());
    expect(member.effects).toEqual([]);
    member.fire('election', quick.startupCanvassTimeout);
    expect(member.notes).toEqual(['NOMINATE: a majority would vote for it']);
  });

  it('goes on canvassing when it is alone', () => {
    const member = alone();
    member.start();
    member.fire('election', quick.startupCanvassTimeout);
    expect(member.state.electionState).toBe('CANVASS');
  });

  it.each([
    ['a longer log of the same term', canvasses(0, 192)],
    ['a shorter log of a later term', canvasses(1, 64)],
  ])('leaves it to another one that has %s', (_, better) => {
    const member = alone();
    member.start(diskOf(logOf(tick(), tick()), [term(0, 0)]));
    member.hear('m1', better);
    member.hear('m2', better);
    member.fire('election', quick.startupCanvassTimeout);
    expect(member.state.electionState).toBe('CANVASS');
  });
});

describe('a candidate', () => {
  it('has its term on the disk before anybody hears of it', () => {
    const member = inBallot();
    expect(member.state).toMatchObject({ electionState: 'CANDIDATE_BALLOT', role: 'candidate' });
    expect(writesAndSends(member)).toEqual(['persist node-state', 'RequestVote', 'RequestVote']);
  });

  it('stands in a term behind every one in which it stood or voted', () => {
    const member = inBallot({ 'node-state': { candidateTermId: 6 } });
    expect(member.state.candidateTermId).toBe(7);
  });

  it('leads as soon as all have voted for it', () => {
    const member = inBallot();
    member.hear('m1', votes(true));
    expect(member.state.electionState).toBe('CANDIDATE_BALLOT');
    member.hear('m2', votes(true));
    expect(member.state).toMatchObject({ electionState: 'LEADER_LOG_REPLICATION', leadershipTermId: 0 });
  });

  it('with a majority waits until the ballot is over', () => {
    const member = inBallot();
    member.hear('m1', votes(true));
    member.fire('election', quick.electionTimeout);
    expect(member.state.electionState).toBe('LEADER_LOG_REPLICATION');
  });

  it('does not lead against a vote, and canvasses again', () => {
    const member = inBallot();
    member.hear('m1', votes(true));
    member.hear('m2', votes(false));
    member.fire('election', quick.electionTimeout);
    expect(member.state).toMatchObject({ electionState: 'CANVASS', role: 'follower' });
  });

  it('does not lead without a majority', () => {
    const member = inBallot();
    member.fire('election', quick.electionTimeout);
    expect(member.notes).toEqual(['CANVASS: no majority, or a vote against']);
  });

  it('does not count votes of another ballot', () => {
    const member = inBallot({ 'node-state': { candidateTermId: 0 } });
    member.hear('m1', votes(true, 0));
    member.hear('m2', votes(true, 0));
    expect(member.state.electionState).toBe('CANDIDATE_BALLOT');
  });
});

describe('a vote', () => {
  it('is on the disk before it is given', () => {
    const member = alone();
    member.start();
    member.hear('m1', asksForVote(0));
    expect(writesAndSends(member)).toEqual(['persist node-state', 'Vote']);
    expect(member.sent).toEqual([['m1', votes(true)]]);
    expect(member.state.electionState).toBe('FOLLOWER_BALLOT');
  });

  it('is given once in a term', () => {
    const member = alone();
    member.start();
    member.hear('m1', asksForVote(0));
    member.hear('m2', asksForVote(0));
    expect(member.sent).toEqual([['m2', votes(false)]]);
  });

  it('is not given a second time after a restart', () => {
    const voted = alone();
    voted.start();
    voted.hear('m1', asksForVote(0));
    const written = voted.effects.flatMap((effect) =>
      effect.kind === 'persist' ? [[effect.key, effect.value]] : [],
    );
    const restarted = alone();
    restarted.start(Object.fromEntries(written) as Record<string, unknown>);
    restarted.hear('m2', asksForVote(0));
    expect(restarted.sent).toEqual([['m2', votes(false)]]);
  });

  it('is not given to one whose log is worse, and that term is used up', () => {
    const member = alone();
    member.start(diskOf(logOf(tick(), tick()), [term(0, 0)]));
    member.hear('m1', asksForVote(3, 0, 64));
    expect(member.sent).toEqual([['m1', { ...votes(false, 3), logLeadershipTermId: 0, logPosition: 128 }]]);
    expect(member.state).toMatchObject({ candidateTermId: 3, electionState: 'CANVASS' });
  });

  it('is given by a candidate whose rival has a later term, and a log as good', () => {
    const member = inBallot();
    member.hear('m1', asksForVote(5));
    expect(member.sent).toEqual([['m1', votes(true, 5)]]);
    expect(member.state).toMatchObject({ role: 'follower', electionState: 'FOLLOWER_BALLOT' });
  });

  it('is not given by a member that follows a leader: it asks around first', () => {
    const member = leading();
    member.hear('m1', asksForVote(1));
    expect(member.sent.map(([, { kind }]) => kind)).not.toContain('Vote');
    expect(member.state).toMatchObject({ electionState: 'CANVASS', candidateTermId: 0 });
  });

  it('that nothing came of makes the voter canvass again', () => {
    const member = alone();
    member.start();
    member.hear('m1', asksForVote(0));
    member.fire('election', quick.electionTimeout);
    expect(member.notes).toEqual(['CANVASS: FOLLOWER_BALLOT took too long']);
  });
});

describe('a leader', () => {
  it('has its term in the recording log before it tells anybody', () => {
    const member = inBallot();
    member.hear('m1', votes(true));
    member.hear('m2', votes(true));
    expect(writesAndSends(member)[0]).toBe('append recording-log');
    expect(member.sent.map(([, { kind }]) => kind)).toContain('NewLeadershipTerm');
  });

  it('is not ready before a majority is in its term: positions of members that have not joined do not count', () => {
    const member = inBallot();
    member.hear('m1', votes(true));
    member.hear('m2', votes(true));
    member.hear('m1', canvasses());
    expect(member.state.electionState).toBe('LEADER_LOG_REPLICATION');
    member.hear('m1', appended(0, 0));
    expect(member.state.electionState).toBe('CLOSED');
  });

  it('is not ready before a majority has its log up to the beginning of the term', () => {
    const member = alone();
    member.start(diskOf(logOf(tick(), tick()), [term(0, 0)]));
    member.hear('m1', canvasses(0, 64));
    member.hear('m2', canvasses(0, 64));
    member.fire('election');
    member.hear('m1', votes(true, 1));
    member.hear('m2', votes(true, 1));
    member.hear('m1', appended(1, 64));
    expect(member.state).toMatchObject({ electionState: 'LEADER_LOG_REPLICATION', commitPosition: 0 });
    member.hear('m1', appended(1, 128));
    expect(member.state).toMatchObject({ electionState: 'CLOSED', commitPosition: 128 });
  });

  it('passes replay, init and ready, and writes the beginning of its term into the log', () => {
    const member = leading();
    expect(member.notes.map((text) => text.split(':')[0])).toEqual([
      'LEADER_REPLAY',
      'LEADER_INIT',
      'LEADER_READY',
      'CLOSED',
    ]);
    expect(member.state.log).toMatchObject([{ kind: 'NewLeadershipTermEvent', position: 96 }]);
  });

  it('carries out what a majority has, and not before', () => {
    const member = leading();
    expect(member.state.commitPosition).toBe(0);
    member.hear('m1', appended(0, 96));
    expect(member.state.commitPosition).toBe(96);
  });

  it('steps down when it has heard nothing of a majority for the time-out', () => {
    const member = leading();
    member.fire('heartbeat', quick.leaderHeartbeatTimeout - 1);
    expect(member.state.role).toBe('leader');
    member.fire('heartbeat', quick.leaderHeartbeatTimeout);
    expect(member.notes).toEqual(['CANVASS: no majority of followers is active']);
  });

  it.each<readonly [string, ClusterMessage]>([
    ['a vote in a later term', votes(false, 4)],
    ['a commit position of a later term', { kind: 'CommitPosition', leadershipTermId: 4, logPosition: 0 }],
  ])('steps down at %s', (_, message) => {
    const member = leading();
    member.hear('m2', message);
    expect(member.state).toMatchObject({ role: 'follower', electionState: 'CANVASS' });
  });
});
