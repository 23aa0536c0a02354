import { describe, expect, it } from 'vitest';
import type { ClusterMessage } from '../messages.ts';
import { alone, diskOf, logOf, term, tick } from '../testing.ts';
import { quick } from '../timings.ts';
import { appended, canvasses, inBallot, leading, votes, writesAndSends } from './testing.ts';

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
