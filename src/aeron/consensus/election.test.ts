import { describe, expect, it } from 'vitest';
import { alone, diskOf, logOf, term, tick } from '../testing.ts';
import { quick } from '../timings.ts';
import { asksForVote, canvasses, inBallot, leading, votes, writesAndSends } from './testing.ts';

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
