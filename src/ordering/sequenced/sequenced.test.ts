import { describe, expect, it } from 'vitest';
import {
  createWorld,
  type Intervention,
  type Program,
  type Script,
  type SomeFaults,
  type Trace,
} from '../../sim/index.ts';
import type { StateMachine } from '../../machines/index.ts';
import { redirect, type Answer, type Elsewhere } from '../entry.ts';
import type { SequencerMessage } from './messages.ts';
import { sequencedReplica, type ReplicaState } from './replica.ts';
import { sequencer, type SequencerOptions } from './sequencer.ts';

const list: StateMachine<readonly string[], string, number> = {
  initial: [],
  apply: (told, command) => ({ state: [...told, command], output: told.length + 1 }),
};
const receivers = ['r1', 'r2', 'r3'];

interface Setting {
  readonly seed?: number;
  readonly options?: Partial<SequencerOptions>;
  readonly faults?: SomeFaults;
  readonly script?: Script<string>;
  readonly until?: number;
}

/** Ten requests of two clients, one every 20 ms, and whatever the script does to them. */
function run({ seed = 1, options, faults, script = [], until = 3_000 }: Setting) {
  const requests: Script<string> = Array.from({ length: 10 }, (_, index) => ({
    at: 10 + 20 * index,
    do: { kind: 'request', client: index % 2 ? 'bo' : 'ana', to: 'sequencer', command: `c${index}` },
  }));
  const node = sequencer<string>({ receivers, ...options });
  const replica = sequencedReplica(list);
  const nodes: Record<string, Program<unknown, SequencerMessage<string>, string, Answer | Elsewhere>> = {
    sequencer: node,
    ...(options?.standby !== undefined && { [options.standby]: node }),
    ...Object.fromEntries(receivers.map((name) => [name, replica])),
  };
  const world = createWorld({
    seed,
    nodes,
    faults,
    clients: { retryAfter: 150, tries: 30, redirect },
    script: [...requests, ...script],
  });
  world.run({ until });
  const replicas = receivers.map(
    (name) => world.state(name) as ReplicaState<readonly string[], string, number>,
  );
  return { world, logs: replicas.map(({ machine }) => machine), trace: world.trace() };
}

const at = (time: number, ...what: Intervention<string>[]): Script<string> =>
  what.map((each) => ({ at: time, do: each }));
const fire = (node: string, timer: string): Intervention<string> => ({ kind: 'fire', node, timer });
const crash = (node: string): Intervention<string> => ({ kind: 'crash', node });
const restart = (node: string): Intervention<string> => ({ kind: 'restart', node });
/** The standby is promoted although the sequencer is well, and a client turns to it. */
const splitBrain = [
  ...at(95, fire('standby', 'promote')),
  ...at(105, { kind: 'request', client: 'cy', to: 'standby', command: 'c10' }),
];
const returns = ({ events }: Trace) => events.filter(({ kind }) => kind === 'return').length;
const notes = ({ events }: Trace) => events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
const rough: SomeFaults = { network: { loss: 0.2, duplication: 0.2, reordering: 0.3 } };

describe('a sequencer', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'brings all replicas to one order over a network that loses, repeats and reorders (seed %i)',
    (seed) => {
      const { logs, trace } = run({ seed, faults: rough });
      expect(logs[0]).toHaveLength(10);
      expect(new Set(logs.map(String)).size).toBe(1);
      expect(returns(trace)).toBe(10);
    },
  );

  it('stops everything while it is down, and goes on behind its journal when it is back', () => {
    const down = run({ script: at(95, crash('sequencer')), until: 900 });
    expect(down.logs[0]!.length).toBeLessThan(10);
    const { logs, trace } = run({
      script: [...at(95, crash('sequencer')), ...at(400, restart('sequencer'))],
    });
    expect(logs[0]).toHaveLength(10);
    expect(new Set(logs.map(String)).size).toBe(1);
    expect(returns(trace)).toBe(10);
  });

  it('serves a replica that lost everything, and one that joins late', () => {
    const { logs } = run({ script: [...at(150, crash('r3')), ...at(1_000, restart('r3'))] });
    expect(logs[2]).toEqual(logs[0]);
    expect(logs[2]).toHaveLength(10);
  });
});

describe('a burst', () => {
  const burst = (commands: number) =>
    Array.from({ length: commands }, (_, index) =>
      at(100, { kind: 'request', client: `c${index % 5}`, to: 'sequencer', command: `b${index}` }),
    ).flat();

  it('of many clients in one millisecond becomes one stream, without a gap, the same everywhere', () => {
    const { logs, trace } = run({ script: burst(200), faults: rough });
    expect(logs[0]).toHaveLength(210);
    expect(new Set(logs.map(String)).size).toBe(1);
    expect(returns(trace)).toBe(210);
  });
});

describe('a sequencer that does not gate', () => {
  const options = { standby: 'standby' } as const;
  /** It dies right behind the publishing of an entry that its standby will never hear of. */
  const failover = [
    ...at(85, { kind: 'cut', from: 'sequencer', to: 'standby', ways: 'both' }),
    ...at(140, crash('sequencer')),
    ...at(300, fire('standby', 'promote')),
  ];

  it('gives two requests one number when it fails over: what was out is not known to the standby', () => {
    const { trace, logs } = run({ options, script: failover });
    expect(notes(trace).some((text) => text.includes('another request under number'))).toBe(true);
    expect(new Set(logs.flat()).size).toBeLessThan(10);
  });

  it('lets replicas disagree when only some of them heard of the number’s first owner', () => {
    const { logs } = run({
      options,
      script: [...at(85, { kind: 'cut', from: 'sequencer', to: 'r3', ways: 'both' }), ...failover],
    });
    expect(logs[2]).not.toEqual(logs[0]);
  });

  it('makes two orders out of one when it is alive and its standby is promoted', () => {
    const { trace } = run({ options, script: splitBrain });
    expect(notes(trace).some((text) => text.includes('another request under number'))).toBe(true);
  });
});

describe('a gating sequencer', () => {
  const options = { standby: 'standby', gating: true } as const;

  it('loses nothing that was published when it fails over', () => {
    for (let time = 80; time <= 200; time += 7) {
      const { logs, trace } = run({
        options,
        faults: { network: { latency: { kind: 'uniform', from: 1, to: 30 } } },
        script: [...at(time, crash('sequencer')), ...at(time + 100, fire('standby', 'promote'))],
      });
      expect(new Set(logs[0]).size, `crash at ${time}`).toBe(10);
      expect(new Set(logs.map(String)).size, `crash at ${time}`).toBe(1);
      expect(returns(trace)).toBe(10);
    }
  });

  it('stands still while its standby is away, until the operator lets it go on alone', () => {
    const away = at(5, crash('standby'));
    expect(run({ options, script: away }).logs[0]).toHaveLength(0);
    expect(run({ options, script: [...away, ...at(500, fire('sequencer', 'alone'))] }).logs[0]).toHaveLength(
      10,
    );
  });

  it('makes no second order when its standby is promoted although it is alive', () => {
    const { logs, trace } = run({ options, script: splitBrain });
    expect(new Set(logs.map(String)).size).toBe(1);
    expect(notes(trace).filter((text) => text.includes('another request'))).toEqual([]);
  });
});
