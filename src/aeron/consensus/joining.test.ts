import { describe, expect, it } from 'vitest';
import type { Log } from '../log.ts';
import type { Message } from '../messages.ts';
import { alone, diskOf, logOf, term, tick } from '../testing.ts';
import { quick } from '../timings.ts';

type NewTerm = Message<'NewLeadershipTerm'>;

/** Member 1 leads term 5, which begins at 192 in its log; term 3 began at 128, term 0 at 0. */
const leaderLog = logOf(tick(0), tick(0), tick(3), tick(5));
const leads = (changes: Partial<NewTerm> = {}): NewTerm => ({
  kind: 'NewLeadershipTerm',
  logLeadershipTermId: 3,
  nextLeadershipTermId: 5,
  nextTermBaseLogPosition: 192,
  leadershipTermId: 5,
  termBaseLogPosition: 192,
  logPosition: 192,
  commitPosition: 128,
  ...changes,
});

function started(
  log: Log = leaderLog.slice(0, 3),
  recordingLog = [term(0, 0), term(3, 128)],
  candidateTermId = 5,
) {
  const member = alone();
  member.start(diskOf(log, recordingLog, candidateTermId));
  return member;
}

const states = ({ notes }: { readonly notes: readonly string[] }) => notes.map((text) => text.split(':')[0]);
const writes = ({ effects }: ReturnType<typeof alone>) =>
  effects.flatMap((effect) => (effect.kind === 'append' ? [effect.key] : []));

describe('a member that a leader tells of its term', () => {
  it('records the term before it says how far its log goes', () => {
    const member = started();
    member.hear('m1', leads());
    expect(
      member.effects.flatMap(({ kind }) => (kind === 'append' || kind === 'send' ? [kind] : [])),
    ).toEqual(['append', 'send']);
    expect(member.state.recordingLog.at(-1)).toMatchObject({ leadershipTermId: 5, termBaseLogPosition: 192 });
    expect(member.sent).toEqual([['m1', { kind: 'AppendPosition', leadershipTermId: 5, logPosition: 192 }]]);
  });

  it('replays what is committed, and is ready when its log is the leader’s', () => {
    const member = started();
    member.hear('m1', leads());
    expect(states(member)).toEqual(['FOLLOWER_REPLAY', 'FOLLOWER_LOG_INIT', 'FOLLOWER_READY', 'CLOSED']);
    expect(member.state).toMatchObject({ role: 'follower', leaderMemberId: 1, commitPosition: 128 });
  });

  it('replicates the log up to the beginning of the term that it does not know, and canvasses again', () => {
    const member = started(leaderLog.slice(0, 1), [term(0, 0)]);
    member.hear(
      'm1',
      leads({ logLeadershipTermId: 0, nextLeadershipTermId: 3, nextTermBaseLogPosition: 128 }),
    );
    expect(member.notes).toEqual(['FOLLOWER_LOG_REPLICATION: from position 64 to 128']);
    expect(member.sent).toEqual([
      ['m1', { kind: 'ReplicateLog', leadershipTermId: 5, from: 64, stopPosition: 128 }],
    ]);
    // What comes from behind the beginning of the next term is not taken yet.
    member.hear('m1', { kind: 'Log', leadershipTermId: 5, from: 64, entries: leaderLog.slice(1) });
    expect(member.state.log).toEqual(leaderLog.slice(0, 2));
    expect(states(member)).toEqual(['CANVASS']);
  });

  it('goes term by term: a term in between is recorded, and canvassing brings the next', () => {
    const member = started(leaderLog.slice(0, 2), [term(0, 0)]);
    member.hear(
      'm1',
      leads({ logLeadershipTermId: 0, nextLeadershipTermId: 3, nextTermBaseLogPosition: 128 }),
    );
    expect(writes(member)).toEqual(['recording-log']);
    expect(member.notes).toEqual(['CANVASS: term 3 is recorded']);
    expect(member.sent[0]![1]).toMatchObject({ kind: 'CanvassPosition', logLeadershipTermId: 3 });
  });

  it('asks again for a log that does not come, and canvasses when it takes too long', () => {
    const member = started(leaderLog.slice(0, 2));
    member.hear('m1', leads());
    member.fire('replication', quick.leaderHeartbeatInterval);
    expect(member.sent).toEqual([
      ['m1', { kind: 'ReplicateLog', leadershipTermId: 5, from: 128, stopPosition: 192 }],
    ]);
    member.fire('election', quick.leaderHeartbeatTimeout);
    expect(member.notes).toEqual(['CANVASS: FOLLOWER_LOG_REPLICATION took too long']);
  });

  it('cuts off what was never committed, on the disk, too', () => {
    const own = logOf(tick(0), tick(0), tick(3), tick(3), tick(3));
    const member = started(own);
    member.hear('m1', leads());
    expect(member.state.log).toEqual(leaderLog.slice(0, 3));
    expect(member.effects).toContainEqual({
      kind: 'append',
      key: 'log',
      record: { truncatedTo: 192 },
      sync: true,
    });
    expect(states(member).at(-1)).toBe('CLOSED');
  });

  it('finds its log cut off after a restart', () => {
    const records = [...logOf(tick(0), tick(0), tick(3)), { truncatedTo: 64 }];
    const member = alone();
    member.start({ log: records, 'recording-log': [term(0, 0)] });
    expect(member.state.log).toEqual(leaderLog.slice(0, 1));
  });

  it('would rather stop than cut off what is committed', () => {
    const member = started();
    member.hear('m1', leads());
    member.fire('leader');
    const cut = leads({ logLeadershipTermId: 5, nextLeadershipTermId: 6, nextTermBaseLogPosition: 64 });
    expect(() => member.hear('m2', { ...cut, leadershipTermId: 6 })).toThrow(
      'Member 0 was to cut off its log at position 64, and position 128 is committed.',
    );
  });

  it('catches up with what the leader has written since, and is ready then', () => {
    const member = started();
    member.hear('m1', leads({ logPosition: 256, commitPosition: 256 }));
    expect(states(member)).toEqual(['FOLLOWER_REPLAY', 'FOLLOWER_CATCHUP_INIT', 'FOLLOWER_CATCHUP']);
    expect(member.sent.at(-1)).toEqual([
      'm1',
      { kind: 'CatchupPosition', leadershipTermId: 5, logPosition: 192 },
    ]);
    member.hear('m1', { kind: 'Log', leadershipTermId: 5, from: 192, entries: leaderLog.slice(3) });
    expect(states(member)).toEqual(['FOLLOWER_LOG_INIT', 'FOLLOWER_READY', 'CLOSED']);
    expect(member.state.commitPosition).toBe(256);
  });

  it('does not follow into a term below the one that it has promised, and says so', () => {
    const member = started(undefined, undefined, 6);
    member.hear('m1', leads());
    expect(member.state.electionState).toBe('CANVASS');
    expect(member.sent).toMatchObject([['m1', { kind: 'Vote', candidateTermId: 6, vote: false }]]);
  });

  it('holds an election first when it follows another leader', () => {
    const member = started();
    member.hear('m1', leads());
    member.hear('m2', leads({ leadershipTermId: 7, nextLeadershipTermId: 7 }));
    expect(member.notes).toEqual(['CANVASS: member 2 leads term 7']);
  });
});

describe('a follower', () => {
  function following() {
    const member = started();
    member.hear('m1', leads());
    return member;
  }

  it('takes no piece of the log that leaves a gap', () => {
    const member = following();
    member.hear('m1', { kind: 'Log', leadershipTermId: 5, from: 256, entries: leaderLog.slice(3) });
    expect(member.state.log).toHaveLength(3);
  });

  it('takes an entry once, however often it comes', () => {
    const member = following();
    for (let time = 0; time < 2; time++)
      member.hear('m1', { kind: 'Log', leadershipTermId: 5, from: 128, entries: leaderLog.slice(2) });
    expect(member.state.log).toEqual(leaderLog);
  });

  it('carries out nothing that it has not got, whatever is committed', () => {
    const member = following();
    member.hear('m1', { kind: 'CommitPosition', leadershipTermId: 5, logPosition: 256 });
    expect(member.state.commitPosition).toBe(192);
    member.hear('m1', { kind: 'Log', leadershipTermId: 5, from: 192, entries: leaderLog.slice(3) });
    expect(member.state.commitPosition).toBe(256);
  });

  it('has an entry on the disk before it tells the leader', () => {
    const member = following();
    member.hear('m1', { kind: 'Log', leadershipTermId: 5, from: 192, entries: leaderLog.slice(3) });
    expect(member.effects.map(({ kind }) => kind)).toEqual(['append', 'send']);
    expect(member.effects[0]).toMatchObject({ key: 'log', sync: true });
  });

  it('takes no log from a leader of another term', () => {
    const member = following();
    member.hear('m2', { kind: 'Log', leadershipTermId: 4, from: 192, entries: leaderLog.slice(3) });
    expect(member.effects).toEqual([]);
  });

  it('canvasses when it hears nothing of its leader', () => {
    const member = following();
    member.fire('leader', quick.leaderHeartbeatTimeout);
    expect(member.notes).toEqual(['CANVASS: nothing heard of the leader']);
  });
});
