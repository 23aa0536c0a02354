import { describe, expect, it } from 'vitest';
import type { Application } from '../cluster.ts';
import type { Cluster, ClusteredService } from '../service.ts';
import { auction } from '../services/auction.ts';
import { echoProtocol, EchoService } from '../services/echo.ts';
import { ran } from '../testing.ts';
import { leads } from './testing.ts';

const bids = [
  'at 450ms client ana sends "bid 110 by 7" to client',
  'at 700ms client ben sends "bid 120 by 8" to client',
];
const all = ['m0', 'm1', 'm2'];
const best = (price: number, customer: number) =>
  Array(3).fill({ auction: { bestPrice: price, currentWinningCustomerId: customer } });

describe('a snapshot', () => {
  it('is taken by all members at one position of the log, when the leader is asked for it', () => {
    const { members, notes } = ran(auction, [...bids, 'at 600ms fire snapshot of m0', 'until 1s']);
    expect(notes.filter((text) => text.includes('snapshot'))).toEqual(
      all.map((member) => `${member}: snapshot at position 384`),
    );
    for (const { recordingLog } of members)
      expect(recordingLog.filter(({ type }) => type === 'SNAPSHOT')).toMatchObject([
        { logPosition: 384, serviceId: 0 },
        { logPosition: 384, serviceId: -1 },
      ]);
  });

  it('is not taken by a follower that is asked: its position would be its own', () => {
    const { members, notes } = ran(auction, [...bids, 'at 600ms fire snapshot of m1', 'until 1s']);
    expect(notes).toContain('m1: SNAPSHOT is for the leader');
    expect(members[1]!.recordingLog).toHaveLength(1);
  });

  it('is asked for once at a time', () => {
    const member = leads();
    member.fire('snapshot');
    member.fire('snapshot');
    expect(member.notes).toEqual(['SNAPSHOT does not fit: the cluster is ACTIVE']);
  });

  it('is where a member starts from, and only what stands behind it is replayed', () => {
    const { trace, members } = ran(auction, [
      ...bids,
      'at 600ms fire snapshot of m0',
      ...all.map((member) => `at 900ms stop ${member}`),
      ...all.map((member) => `at 1s restart ${member}`),
      'until 1500ms',
    ]);
    const applied = trace.events.flatMap((event) =>
      event.kind === 'apply' && event.node === 'm1' && event.at > 1_000 ? [event.position] : [],
    );
    expect(applied[0]).toBe(480);
    expect(members.map(({ service }) => service)).toEqual(best(120, 8));
  });

  // Persist, two records in the recording log, and what comes before and after them.
  it.each([1, 2, 3, 4, 5, 6])(
    'that a crash after %i effects cuts short is whole, or does not count: the member comes to the same state',
    (effects) => {
      const { members } = ran(auction, [
        ...bids,
        'at 600ms fire snapshot of m0',
        `at 625ms crash m1 after effect ${effects}`,
        'at 900ms restart m1',
        'until 1500ms',
      ]);
      expect(members.map(({ service }) => service)).toEqual(best(120, 8));
      expect(members.map(({ commitPosition }) => commitPosition)).toEqual(Array(3).fill(480));
    },
  );

  it('holds the sessions: clients notice nothing of a restart from it', () => {
    const { answers, members } = ran(auction, [
      bids[0]!,
      'at 600ms fire snapshot of m0',
      ...all.map((member) => `at 700ms stop ${member}`),
      ...all.map((member) => `at 800ms restart ${member}`),
      'at 1300ms client ben sends "bid 120 by 8" to client',
      'until 1500ms',
    ]);
    expect(answers).toEqual(['accepted, best is 110 by 7', 'accepted, best is 120 by 8']);
    expect(members[0]!.sessions.map(({ id }) => id)).toEqual([1]);
  });
});

describe('a cluster that is suspended', () => {
  it('takes no messages into its log until it is resumed', () => {
    const { members, answers } = ran(auction, [
      'at 500ms fire suspend of m0',
      'at 600ms client ana sends "bid 110 by 7" to client',
      'at 700ms fire resume of m0',
      'at 800ms client ana sends "bid 105 by 7" to client',
      'until 1s',
    ]);
    expect(answers).toEqual(['accepted, best is 105 by 7']);
    expect(members.map(({ moduleState }) => moduleState)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  it('is suspended on all members, and takes no snapshot', () => {
    const { members, notes } = ran(auction, [
      'at 500ms fire suspend of m0',
      'at 600ms fire snapshot of m0',
      'until 800ms',
    ]);
    expect(members.map(({ moduleState }) => moduleState)).toEqual(['SUSPENDED', 'SUSPENDED', 'SUSPENDED']);
    expect(notes).toContain('m0: SNAPSHOT does not fit: the cluster is SUSPENDED');
  });
});

/** Offers to the cluster what it hears from a client, and counts what comes back without a session. */
const relay: Application = {
  service: () => {
    let cluster: Cluster;
    const service: Partial<ClusteredService> & { relayed: string[] } = {
      relayed: [],
      onStart: (given) => void (cluster = given),
      onSessionMessage: (session, _timestamp, buffer, offset, length) => {
        if (session === null) service.relayed.push(buffer.getStringAscii(offset + 8));
        else while (cluster.offer(buffer, offset, length) < 0);
      },
    };
    return Object.assign(new EchoService(), service);
  },
  protocol: echoProtocol,
};
const relayed = ({ members }: ReturnType<typeof ran>) =>
  members.map(({ service }) => (service as { readonly relayed: readonly string[] }).relayed);

describe('a message that a service offers to the cluster', () => {
  const asks = (at: number, words: string) => `at ${at}ms client ana sends ${words} to client`;

  it('comes back to every member without a session, once, in the order of offering', () => {
    const run = ran(relay, [asks(500, 'one'), asks(501, 'two'), 'until 900ms']);
    expect(relayed(run)).toEqual(Array(3).fill(['one', 'two']));
    expect(run.members.map(({ serviceMessages }) => serviceMessages)).toEqual([[], [], []]);
  });

  it('is put into the log by the next leader when the first dies before it could', () => {
    // The first leader dies in the step in which its service offers.
    const run = ran(relay, [
      asks(500, 'one'),
      'at 525ms crash m0 before append',
      'at 1500ms restart m0',
      'until 2s',
    ]);
    expect(relayed(run)).toEqual(Array(3).fill(['one']));
    expect(run.members[0]!.log.filter(({ kind }) => kind === 'ServiceMessage')).toMatchObject([
      { leadershipTermId: 1 },
    ]);
  });

  it('is not put into the log a second time by a leader that finds it there', () => {
    const run = ran(relay, [asks(500, 'one'), 'at 565ms stop m0', 'at 1500ms restart m0', 'until 2s']);
    expect(relayed(run)).toEqual(Array(3).fill(['one']));
    expect(run.members[0]!.log.filter(({ kind }) => kind === 'ServiceMessage')).toHaveLength(1);
  });
});

describe('back-pressure', () => {
  it('does not change what comes out, for a service that offers until it is taken', () => {
    const lines = [...bids, 'at 600ms fire snapshot of m0', 'until 1s'];
    const calm = ran(auction, lines);
    const pressed = ran(auction, lines, { refusals: 3 });
    expect(pressed.answers).toEqual(calm.answers);
    expect(pressed.members.map(({ service }) => service)).toEqual(best(120, 8));
  });

  it('is said by offer and by timers, and what was refused is not done', () => {
    const said: unknown[] = [];
    const pressed: Application = {
      service: () => {
        let cluster: Cluster;
        const service: Partial<ClusteredService> = {
          onStart: (given) => void (cluster = given),
          onSessionMessage: (session, _timestamp, buffer, offset, length) => {
            if (cluster.memberId === 0)
              said.push(
                session!.offer(buffer, offset, length),
                session!.offer(buffer, offset, length) > 0,
                cluster.scheduleTimer(1, 0),
                cluster.scheduleTimer(1, 0),
              );
          },
        };
        return Object.assign(new EchoService(), service);
      },
      protocol: echoProtocol,
    };
    const member = leads(pressed, { refusals: 1 });
    member.hear('ana', { kind: 'SessionConnectRequest', correlationId: 1 });
    const commit = () =>
      member.hear('m1', {
        kind: 'AppendPosition',
        leadershipTermId: 0,
        logPosition: member.state.log.at(-1)!.position,
      });
    commit();
    const payload = { bytes: '01', says: 'hello' };
    member.hear('ana', { kind: 'SessionMessage', clusterSessionId: 1, leadershipTermId: 0, payload });
    commit();
    expect(said).toEqual([-2, true, false, true]);
    expect(member.sent.filter(([, { kind }]) => kind === 'SessionEgress')).toHaveLength(1);
    expect(member.state.timers).toEqual([{ correlationId: 1, deadline: 0 }]);
  });
});
