import { describe, expect, it } from 'vitest';
import type { ClusterMessage } from '../messages.ts';
import type { ClientSession, Cluster, ClusteredService } from '../service.ts';
import { auction } from '../services/auction.ts';
import { echo, echoProtocol, EchoService } from '../services/echo.ts';
import { alone, ran, type Alone } from '../testing.ts';
import { quick } from '../timings.ts';
import { leads } from './testing.ts';

const connects = (correlationId: number): ClusterMessage => ({
  kind: 'SessionConnectRequest',
  correlationId,
});
const says = (clusterSessionId: number, bytes = '00'): ClusterMessage => ({
  kind: 'SessionMessage',
  clusterSessionId,
  leadershipTermId: 0,
  payload: { bytes, says: 'hello' },
});
const events = ({ sent }: Alone) =>
  sent.flatMap(([to, message]) =>
    message.kind === 'SessionEvent'
      ? [{ to, code: message.code, detail: message.detail, id: message.clusterSessionId }]
      : [],
  );
/** Both followers have everything. */
const commit = (member: Alone, clock?: number) =>
  member.hear(
    'm1',
    { kind: 'AppendPosition', leadershipTermId: 0, logPosition: member.state.log.at(-1)!.position },
    clock,
  );

function withSession(application = echo): Alone {
  const member = leads(application);
  member.hear('ana', connects(7));
  commit(member);
  return member;
}

describe('a client that connects', () => {
  it('gets its session once the opening is committed', () => {
    const member = leads();
    member.hear('ana', connects(7));
    expect(events(member)).toEqual([]);
    commit(member);
    expect(events(member)).toEqual([{ to: 'ana', code: 'OK', detail: '', id: 1 }]);
    expect(member.state.sessions).toMatchObject([{ id: 1, responseChannel: 'ana' }]);
  });

  it('gets one session, however often it asks', () => {
    const member = leads();
    member.hear('ana', connects(7));
    member.hear('ana', connects(7));
    commit(member);
    member.hear('ana', connects(7));
    expect(events(member)).toMatchObject([{ code: 'OK', id: 1 }]);
    expect(member.state.log.filter(({ kind }) => kind === 'SessionOpenEvent')).toHaveLength(1);
  });

  it('is sent to the leader by a member that knows one, and gets nothing from one that does not', () => {
    const member = alone();
    member.start();
    member.hear('ana', connects(7));
    expect(member.effects).toEqual([]);
    const { sent } = ran(echo, ['until 600ms']);
    const [redirect] = sent('SessionEvent').filter(({ message }) => message.code === 'REDIRECT');
    expect(redirect).toMatchObject({ from: 'm1', message: { leaderMemberId: 0 } });
    expect(sent('SessionConnectRequest').find(({ at }) => at > redirect!.at)).toMatchObject({ to: 'm0' });
  });

  it('is refused when there are ten sessions', () => {
    const member = leads();
    for (let nth = 1; nth <= 11; nth++) member.hear(`c${nth}`, connects(1));
    expect(events(member)).toMatchObject([{ to: 'c11', code: 'ERROR', detail: 'concurrent session limit' }]);
    commit(member);
    expect(member.state.sessions).toHaveLength(10);
  });
});

describe('a session', () => {
  it('is closed when its client has been silent for the time-out, on all members', () => {
    const { members, notes } = ran(echo, ['at 600ms stop client', 'until 2500ms']);
    expect(members.map(({ sessions }) => sessions.length)).toEqual([0, 0, 0]);
    expect(members[1]!.log).toContainEqual(
      expect.objectContaining({ kind: 'SessionCloseEvent', closeReason: 'TIMEOUT' }),
    );
    expect(notes.filter((text) => text.startsWith('client:'))).toEqual([]);
  });

  it('lives on as long as its client says so', () => {
    const member = withSession();
    const half = quick.sessionTimeout / 2;
    member.hear('ana', { kind: 'SessionKeepAlive', clusterSessionId: 1, leadershipTermId: 0 }, half);
    member.fire('sessions', quick.sessionTimeout);
    expect(member.state.underWay.closes).toEqual([]);
    member.fire('sessions', half + quick.sessionTimeout);
    commit(member);
    expect(member.state.sessions).toEqual([]);
    expect(events(member)).toMatchObject([{ to: 'ana', code: 'CLOSED', detail: 'TIMEOUT' }]);
  });

  it('is closed by its client', () => {
    const member = withSession();
    const closes: ClusterMessage = { kind: 'SessionCloseRequest', clusterSessionId: 1, leadershipTermId: 0 };
    member.hear('ana', closes);
    member.hear('ana', closes);
    commit(member);
    expect(member.state.log.filter(({ kind }) => kind === 'SessionCloseEvent')).toMatchObject([
      { closeReason: 'CLIENT_ACTION' },
    ]);
  });

  it('is not heard in the name of another term: its client does not know yet who leads', () => {
    const member = withSession();
    member.hear('ana', {
      kind: 'SessionMessage',
      clusterSessionId: 1,
      leadershipTermId: -1,
      payload: { bytes: '00', says: '' },
    });
    member.hear('ana', { kind: 'SessionCloseRequest', clusterSessionId: 1, leadershipTermId: -1 });
    expect(member.effects).toEqual([]);
    expect(member.state.log.map(({ kind }) => kind)).toEqual(['NewLeadershipTermEvent', 'SessionOpenEvent']);
  });

  it('is closed by the service: it is closing at once, and closed when the log says so', () => {
    const closing: boolean[] = [];
    const member = withSession({
      service: () =>
        Object.assign(new EchoService(), {
          onSessionMessage: (session: ClientSession | null) => session?.close(),
          onSessionClose: (session: ClientSession) => closing.push(session.isClosing),
        }),
      protocol: echoProtocol,
    });
    member.hear('ana', says(1));
    commit(member);
    expect(member.state.sessions).toMatchObject([{ isClosing: true }]);
    commit(member);
    expect(member.state.sessions).toEqual([]);
    expect(events(member)).toMatchObject([{ code: 'CLOSED', detail: 'SERVICE_ACTION' }]);
    expect(closing).toEqual([true]);
  });

  it('that nobody knows is told to be closed, and so is that of another client', () => {
    const member = withSession();
    member.hear('ana', says(9));
    expect(events(member)).toMatchObject([{ to: 'ana', code: 'CLOSED', detail: 'unknown session' }]);
    member.hear('eve', says(1));
    expect(events(member)).toMatchObject([{ to: 'eve', code: 'CLOSED' }]);
    expect(member.state.log.some(({ kind }) => kind === 'SessionMessage')).toBe(false);
  });
});

describe('an answer', () => {
  const bid = ['at 600ms client ana sends "bid 110 by 7" to client'];
  const egress = (lines: readonly string[]) =>
    ran(auction, lines)
      .sent('SessionEgress')
      .map(({ from }) => from);

  it('comes from the leader, and from no follower', () => {
    expect(egress([...bid, 'until 900ms'])).toEqual(['m0']);
  });

  it('says on a follower that it was mocked, and on the leader at which position', () => {
    const said: unknown[] = [];
    const application = {
      ...echo,
      service: () => {
        let cluster: Cluster;
        const service: Partial<ClusteredService> = {
          onStart: (given: Cluster) => void (cluster = given),
          onSessionMessage: (session, _timestamp, buffer, offset, length) =>
            said.push([cluster.role, session!.offer(buffer, offset, length)]),
        };
        return Object.assign(new EchoService(), service);
      },
    };
    ran(application, ['at 600ms client ana sends hello to client', 'until 900ms']);
    expect(said).toEqual([
      ['LEADER', 288],
      ['FOLLOWER', 1],
      ['FOLLOWER', 1],
    ]);
  });

  it('is not given again by a leader that goes through its log', () => {
    const restarts = ['at 900ms stop m0', 'at 900ms stop m1', 'at 900ms stop m2'];
    const again = ['m0', 'm1', 'm2'].map((member) => `at 1s restart ${member}`);
    const { members, sent } = ran(auction, [...bid, ...restarts, ...again, 'until 1800ms']);
    expect(members.map(({ service }) => service)).toEqual(
      Array(3).fill({ auction: { bestPrice: 110, currentWinningCustomerId: 7 } }),
    );
    expect(sent('SessionEgress')).toHaveLength(1);
  });
});

describe('a new leader', () => {
  it('is told to all clients, and their sessions go on', () => {
    const { members, sent, answers } = ran(auction, [
      'at 600ms stop m0',
      'at 1500ms client ana sends "bid 110 by 7" to client',
      'until 1700ms',
    ]);
    expect(sent('NewLeaderEvent')).toMatchObject([
      { from: 'm2', to: 'client', message: { leaderMemberId: 2 } },
    ]);
    expect(members[1]!.sessions).toMatchObject([{ id: 1 }]);
    expect(answers).toEqual(['accepted, best is 110 by 7']);
  });

  it('gives every session the whole time-out again', () => {
    const { members } = ran(auction, ['at 600ms stop m0', 'at 620ms stop client', 'until 2000ms']);
    expect(members[2]!.sessions).toHaveLength(1);
  });
});

describe('a client that vanishes in the middle of a request', () => {
  it('leaves its request done, and its session to the time-out', () => {
    const { members, answers } = ran(auction, [
      'at 600ms client ana sends "bid 110 by 7" to client',
      'at 625ms stop client',
      'until 2500ms',
    ]);
    expect(answers).toEqual([]);
    expect(members.map(({ service }) => service)).toEqual(
      Array(3).fill({ auction: { bestPrice: 110, currentWinningCustomerId: 7 } }),
    );
    expect(members.map(({ sessions }) => sessions)).toEqual([[], [], []]);
  });

  it('is another one when it comes back: it opens a session of its own, and no late answer is taken for one of its own', () => {
    const { members, notes } = ran(auction, [
      'at 600ms client ana sends "bid 110 by 7" to client',
      'at 625ms stop client',
      'at 630ms restart client',
      'until 1300ms',
    ]);
    const [, second] = members[0]!.sessions;
    expect(members[0]!.sessions.map(({ id }) => id)).toEqual([1, 2]);
    expect(second!.correlationId).toBeGreaterThan(600);
    expect(notes).toContain('client: hears: accepted, best is 110 by 7');
  });
});
