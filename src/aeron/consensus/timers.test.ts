import { describe, expect, it } from 'vitest';
import { ExpandableArrayBuffer } from '../buffer.ts';
import type { Application } from '../cluster.ts';
import type { Cluster, ClusteredService } from '../service.ts';
import { echoProtocol, EchoService } from '../services/echo.ts';
import { ran } from '../testing.ts';

/** Does in its cluster what it is told: `schedule 7 900`, `cancel 7`. It notes which timers fired, and when by cluster time. */
const timers: Application = {
  service: () => {
    let cluster: Cluster;
    const service: Partial<ClusteredService> & { readonly fired: [number, number][] } = {
      fired: [],
      onStart: (given, image) => {
        cluster = given;
        image?.poll((buffer, offset) => {
          service.fired.push(...(JSON.parse(buffer.getStringAscii(offset)) as [number, number][]));
        }, 1);
      },
      onSessionMessage: (_session, _timestamp, buffer, offset) => {
        const [verb, id, deadline] = buffer.getStringAscii(offset + 8).split(' ');
        if (verb === 'schedule') cluster.scheduleTimer(Number(id), Number(deadline));
        else cluster.cancelTimer(Number(id));
      },
      onTimerEvent: (correlationId, timestamp) => void service.fired.push([correlationId, timestamp]),
      onTakeSnapshot: (publication) => {
        const { buffer, length } = textOf(JSON.stringify(service.fired));
        publication.offer(buffer, 0, length);
      },
    };
    return Object.assign(new EchoService(), service);
  },
  protocol: echoProtocol,
};

function textOf(text: string) {
  const buffer = new ExpandableArrayBuffer();
  return { buffer, length: buffer.putStringAscii(0, text) };
}

const asks = (at: number, words: string) => `at ${at}ms client ana sends "${words}" to client`;
const entries = ({ members }: ReturnType<typeof ran>) =>
  members[0]!.log.filter(({ kind }) => kind === 'TimerEvent');
const fired = ({ members }: ReturnType<typeof ran>) =>
  members.map(({ service }) => (service as { readonly fired: readonly [number, number][] }).fired);

describe('a timer of the cluster', () => {
  it('fires on every member at one entry of the log, once, and not before its deadline', () => {
    const run = ran(timers, [asks(500, 'schedule 7 900'), 'until 1500ms']);
    expect(entries(run)).toMatchObject([{ correlationId: 7, timestamp: 900 }]);
    expect(fired(run)).toEqual(Array(3).fill([[7, 900]]));
    expect(run.members.map((member) => member.timers)).toEqual([[], [], []]);
  });

  it('fires as soon as it can when its deadline is over', () => {
    const run = ran(timers, [asks(500, 'schedule 7 100'), 'until 1s']);
    const [[, timestamp]] = fired(run)[0]! as [[number, number]];
    expect(timestamp).toBeGreaterThanOrEqual(500);
    expect(timestamp).toBeLessThan(600);
  });

  it('is moved when it is scheduled again', () => {
    const run = ran(timers, [asks(500, 'schedule 7 700'), asks(600, 'schedule 7 1000'), 'until 1500ms']);
    expect(fired(run)).toEqual(Array(3).fill([[7, 1_000]]));
  });

  it('does not fire when it is cancelled', () => {
    const run = ran(timers, [asks(500, 'schedule 7 700'), asks(600, 'cancel 7'), 'until 1500ms']);
    expect(entries(run)).toEqual([]);
  });

  it('fires all the same when it is cancelled too late: it stands in the log already', () => {
    const run = ran(timers, [asks(500, 'schedule 7 700'), asks(685, 'cancel 7'), 'until 1500ms']);
    expect(fired(run)).toEqual(Array(3).fill([[7, 700]]));
  });

  it('that is moved too late fires twice: at its old deadline, and at the new one', () => {
    const run = ran(timers, [asks(500, 'schedule 7 720'), asks(690, 'schedule 7 1000'), 'until 1500ms']);
    expect(fired(run)).toEqual(
      Array(3).fill([
        [7, 720],
        [7, 1_000],
      ]),
    );
  });

  it('outlives the leader: the next one puts it into the log', () => {
    const run = ran(timers, [
      asks(500, 'schedule 7 900'),
      'at 600ms stop m0',
      'at 1500ms restart m0',
      'until 2s',
    ]);
    expect(entries(run)).toMatchObject([{ correlationId: 7, leadershipTermId: 1 }]);
    expect(new Set(fired(run).map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('is in the snapshot, and fires when all members have started from it', () => {
    const all = ['m0', 'm1', 'm2'];
    const run = ran(timers, [
      asks(500, 'schedule 7 1500'),
      'at 600ms fire snapshot of m0',
      ...all.map((member) => `at 700ms stop ${member}`),
      ...all.map((member) => `at 800ms restart ${member}`),
      'until 2s',
    ]);
    expect(run.notes.filter((text) => text.includes('snapshot at position'))).toHaveLength(3);
    expect(fired(run)).toEqual(Array(3).fill([[7, 1_500]]));
  });
});
