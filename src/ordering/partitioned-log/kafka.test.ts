import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createWorld,
  type Intervention,
  type NodeId,
  type Program,
  type Script,
  type SomeFaults,
} from '../../sim/index.ts';
import type { StateMachine } from '../../machines/index.ts';
import { broker, type BrokerState } from './broker.ts';
import { consumer, type ConsumerState } from './consumer.ts';
import { controller, type ControllerState } from './controller.ts';
import type { KafkaMessage } from './messages.ts';
import { producer, type KeyedCommand, type ProducerOptions } from './producer.ts';
import { topicOf, type Topic } from './topic.ts';

const list: StateMachine<readonly string[], string, null> = {
  initial: [],
  apply: (told, command) => ({ state: [...told, command], output: null }),
};

interface Setting {
  readonly seed?: number;
  readonly topic?: Partial<Topic>;
  readonly options?: ProducerOptions;
  readonly faults?: SomeFaults;
  readonly requests?: number;
  readonly keyOf?: (index: number) => string;
  readonly script?: Script<KeyedCommand<string>>;
  readonly until?: number;
}

/** A client sends one request every 20 ms to a producer; two replicas read the whole topic. */
function run(setting: Setting = {}) {
  const { seed = 1, options, faults, requests = 10, keyOf = () => 'k', script = [], until = 4_000 } = setting;
  const topic = topicOf(setting.topic);
  const nodes: Record<NodeId, Program<unknown, KafkaMessage, KeyedCommand<string>, unknown>> = {
    gateway: producer<string>(topic, options),
    ...Object.fromEntries(topic.brokers.map((name) => [name, broker(topic)])),
    controller: controller(topic),
    r1: consumer(topic, list),
    r2: consumer(topic, list),
  };
  const asked = Array.from({ length: requests }, (_, index) => ({
    at: 100 + 20 * index,
    do: {
      kind: 'request' as const,
      client: 'ana',
      to: 'gateway',
      command: { key: keyOf(index), command: `c${index}` },
    },
  }));
  const world = createWorld({
    seed,
    nodes,
    // A broker that dies leaves to the operating system what it has written.
    faults: { disk: { unsynced: 'kept' }, ...faults },
    script: [...asked, ...script],
  });
  world.run({ until });
  const trace = world.trace();
  return {
    trace,
    acknowledged: trace.events.flatMap((event) => (event.kind === 'return' ? [event.request] : [])),
    seen: (replica: string) => (world.state(replica) as ConsumerState<readonly string[]>).machine,
    broker: (name: string) => world.state(name) as BrokerState,
    partition: (name: string, partition = 0) => (world.state(name) as BrokerState).partitions[partition]!,
    metadata: (partition = 0) => (world.state('controller') as ControllerState).partitions[partition]!,
  };
}

const at = (time: number, ...what: Intervention<KeyedCommand<string>>[]): Script<KeyedCommand<string>> =>
  what.map((each) => ({ at: time, do: each }));
const crash = (node: NodeId): Intervention<KeyedCommand<string>> => ({ kind: 'crash', node });
const restart = (node: NodeId): Intervention<KeyedCommand<string>> => ({ kind: 'restart', node });
const cut = (
  from: NodeId,
  to: NodeId,
  ways: 'one' | 'both' = 'both',
): Intervention<KeyedCommand<string>> => ({
  kind: 'cut',
  from,
  to,
  ways,
});
const commands = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

describe('a partition', () => {
  it('brings all consumers the same records in the order of the leader’s log', () => {
    const { seen, acknowledged, partition, metadata } = run();
    expect(acknowledged).toHaveLength(10);
    expect(seen('r1')).toEqual(commands(10));
    expect(seen('r2')).toEqual(commands(10));
    for (const name of ['b1', 'b2', 'b3']) expect(partition(name)).toMatchObject({ highWatermark: 10 });
    expect(metadata()).toMatchObject({ leader: 'b1', leaderEpoch: 0, isr: ['b1', 'b2', 'b3'] });
  });

  it('shows consumers nothing that an in-sync replica lacks, whatever the acks', () => {
    const { seen, acknowledged, partition } = run({
      options: { acks: 1 },
      script: at(50, cut('b2', 'b1'), cut('b3', 'b1')),
      until: 300,
    });
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(partition('b1').records.length).toBeGreaterThan(5);
    expect(seen('r1')).toEqual([]);
  });

  it('drops a follower that does not catch up from the ISR, and takes it back when it does', () => {
    const away = at(90, { kind: 'pause', node: 'b3' });
    const heartbeats = { topic: { brokerSessionTimeout: 10_000 } };
    const during = run({ ...heartbeats, script: away, until: 1_500 });
    expect(during.metadata().isr).toEqual(['b1', 'b2']);
    expect(during.seen('r1')).toEqual(commands(10));
    const after = run({ ...heartbeats, script: [...away, ...at(1_500, { kind: 'resume', node: 'b3' })] });
    expect([...after.metadata().isr].sort()).toEqual(['b1', 'b2', 'b3']);
    expect(after.partition('b3').records).toHaveLength(10);
  });
});

describe('across partitions', () => {
  const keyOf = (index: number) => (index % 2 ? 'abc' : '21');
  const slow = at(90, { kind: 'network', link: { from: 'r1', to: 'b1', ways: 'both' }, faults: { latency: { kind: 'constant', ms: 120 } } }); // prettier-ignore

  it('there is no order: a consumer may see a later record first', () => {
    const { seen } = run({ topic: { partitions: 2 }, keyOf, script: slow });
    expect(seen('r1')).not.toEqual(commands(10));
    expect([...seen('r1')].sort()).toEqual(commands(10));
    expect(seen('r1')).not.toEqual(seen('r2'));
  });

  it('the records of one key keep their order', () => {
    const { seen } = run({ topic: { partitions: 2 }, keyOf, script: slow });
    for (const parity of [0, 1]) {
      const ofOneKey = (all: readonly string[]) => all.filter((each) => Number(each.slice(1)) % 2 === parity);
      expect(ofOneKey(seen('r1'))).toEqual(ofOneKey(commands(10)));
    }
  });
});

describe('when the leader dies', () => {
  /** Its followers hear nothing for a moment, and then it is gone. */
  const death = [...at(190, cut('b1', 'b2'), cut('b1', 'b3')), ...at(255, crash('b1'))];

  it('acks=1 loses records that were acknowledged', () => {
    const { acknowledged, seen, metadata } = run({ options: { acks: 1 }, script: death });
    expect(metadata().leader).toBe('b2');
    expect(acknowledged).toHaveLength(10);
    expect(seen('r1').length).toBeLessThan(10);
    expect(seen('r2')).toEqual(seen('r1'));
  });

  it('acks=all loses none', () => {
    const { acknowledged, seen } = run({ script: death });
    expect(acknowledged).toHaveLength(10);
    expect(seen('r1')).toEqual(commands(10));
  });

  it('and comes back, it cuts off what nobody else has', () => {
    const { partition, trace } = run({
      options: { acks: 1 },
      script: [...death, ...at(1_500, { kind: 'heal-all' }, restart('b1'))],
    });
    const notes = trace.events.flatMap((event) => (event.kind === 'note' ? [event.text] : []));
    expect(notes.some((text) => text.startsWith('cuts its log'))).toBe(true);
    expect(partition('b1').records).toEqual(partition('b2').records);
  });
});

describe('with too few in-sync replicas', () => {
  const lonely = at(50, crash('b2'), crash('b3'));

  it('acks=all is refused under min.insync.replicas', () => {
    const { acknowledged, trace, partition } = run({
      topic: { minInsyncReplicas: 2 },
      script: lonely,
      requests: 0,
    });
    expect(acknowledged).toEqual([]);
    expect(partition('b1').leadership.isr).toEqual(['b1']);
    const later = run({
      topic: { minInsyncReplicas: 2 },
      script: [
        ...lonely,
        ...at(900, { kind: 'request', client: 'bo', to: 'gateway', command: { key: 'k', command: 'x' } }),
      ],
      requests: 0,
    });
    const errors = later.trace.events.flatMap((event) =>
      event.kind === 'send' && event.role === 'message' ? [event.message as KafkaMessage] : [],
    );
    expect(errors).toContainEqual(
      expect.objectContaining({ kind: 'produced', error: 'NOT_ENOUGH_REPLICAS' }),
    );
    expect(later.acknowledged).toEqual([]);
    expect(later.partition('b1').records).toEqual([]);
    expect(trace.omitted).toBe(0);
  });

  it('acks=1 is not refused, and its records stay invisible', () => {
    const { acknowledged, seen, partition } = run({
      topic: { minInsyncReplicas: 2 },
      options: { acks: 1 },
      script: lonely,
    });
    expect(acknowledged).toHaveLength(10);
    expect(partition('b1').records).toHaveLength(10);
    expect(seen('r1')).toEqual([]);
  });

  it('acks=all waits for the current ISR, which is the leader alone when min.insync.replicas is 1', () => {
    const { acknowledged, partition } = run({ script: lonely });
    expect(acknowledged).toHaveLength(10);
    expect(partition('b1')).toMatchObject({ highWatermark: 10, leadership: { isr: ['b1'] } });
  });

  /** Two die, records are stored on the third alone, it dies too, and one of the two comes back. */
  const successively = [...lonely, ...at(1_000, crash('b1')), ...at(1_500, restart('b2'))];

  it('nobody leads while the last one in sync is gone', () => {
    const { metadata, acknowledged, seen } = run({ script: successively });
    expect(metadata()).toMatchObject({ leader: null, isr: ['b1'] });
    expect(acknowledged).toHaveLength(10);
    expect(seen('r1')).toEqual(commands(10));
  });

  it('an unclean election brings the partition back without what was acknowledged', () => {
    const { metadata, acknowledged, partition } = run({
      topic: { uncleanLeaderElection: true },
      script: successively,
    });
    expect(metadata()).toMatchObject({ leader: 'b2', isr: ['b2'] });
    expect(acknowledged).toHaveLength(10);
    expect(partition('b2').records).toEqual([]);
  });
});

describe('a producer whose answer is lost', () => {
  const lostAnswer = at(95, { kind: 'lose', from: 'b1', to: 'gateway', nth: 1 });

  it('stores its record once when it is idempotent', () => {
    expect(run({ script: lostAnswer }).seen('r1')).toEqual(commands(10));
  });

  it('stores it twice when it is not', () => {
    const { seen } = run({ options: { acks: 'all', idempotent: false }, script: lostAnswer });
    expect(seen('r1').filter((each) => each === 'c0')).toHaveLength(2);
  });

  it('is unknown after a restart: the application’s retry is another record', () => {
    const again = {
      kind: 'request',
      client: 'bo',
      to: 'gateway',
      command: { key: 'k', command: 'pay' },
    } as const;
    const { seen } = run({
      requests: 0,
      script: [
        ...at(100, again),
        ...at(300, crash('gateway')),
        ...at(350, restart('gateway')),
        ...at(400, again),
      ],
    });
    expect(seen('r1')).toEqual(['pay', 'pay']);
  });
});

describe('a producer one of whose records is lost', () => {
  const lostOne = at(95, { kind: 'lose', from: 'gateway', to: 'b1', nth: 3 });

  it('keeps its order when it is idempotent', () => {
    expect(run({ script: lostOne, requests: 6 }).seen('r1')).toEqual(commands(6));
  });

  it('overtakes itself when it is not, and has several in flight', () => {
    const { seen } = run({ options: { acks: 'all', idempotent: false }, script: lostOne, requests: 6 });
    expect(seen('r1').indexOf('c2')).toBeGreaterThan(seen('r1').indexOf('c3'));
  });

  it('keeps its order without idempotence when only one is in flight', () => {
    const options = { acks: 'all', idempotent: false, maxInFlight: 1 } as const;
    expect(run({ options, script: lostOne, requests: 6 }).seen('r1')).toEqual(commands(6));
  });

  it('may not have more than five in flight, nor acks=1, when it is idempotent', () => {
    expect(() => producer(topicOf(), { maxInFlight: 6 })).toThrow(RangeError);
    expect(() => producer(topicOf(), { acks: 1, idempotent: true })).toThrow(RangeError);
  });
});

describe('acks=all with two in-sync replicas and clean elections', () => {
  it('loses, repeats and reorders nothing, through crashes, cuts and a rough network', () => {
    const node = fc.constantFrom('b1', 'b2', 'b3');
    const other = fc.constantFrom('b1', 'b2', 'b3', 'controller', 'gateway', 'r1');
    const trouble = fc.oneof(
      fc.record({
        kind: fc.constantFrom('crash' as const, 'restart' as const, 'pause' as const, 'resume' as const),
        node,
      }),
      fc
        .tuple(node, other)
        .filter(([from, to]) => from !== to)
        .map(([from, to]) => cut(from, to, 'one')),
      fc.constant({ kind: 'heal-all' as const }),
    );
    const scripts: fc.Arbitrary<Script<KeyedCommand<string>>> = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 2_000 }), do: trouble }),
      {
        minLength: 5,
        maxLength: 25,
      },
    );
    const wellAgain = at(
      2_200,
      { kind: 'heal-all' },
      ...['b1', 'b2', 'b3'].flatMap((name): Intervention<KeyedCommand<string>>[] => [
        restart(name),
        { kind: 'resume', node: name },
      ]),
    );
    // What the application sends arrives in order: everything behind that is the producer’s and the brokers’ business.
    const calmClient = at(0, {
      kind: 'network',
      link: { from: 'ana', to: 'gateway', ways: 'both' },
      faults: { loss: 0, duplication: 0, reordering: 0 },
    });
    const safe = fc.property(fc.nat(10_000), scripts, (seed, script) => {
      const { seen, acknowledged, partition } = run({
        seed,
        topic: { minInsyncReplicas: 2 },
        faults: { disk: { unsynced: 'kept' }, network: { loss: 0.05, duplication: 0.05, reordering: 0.1 } },
        requests: 60,
        script: [...calmClient, ...script, ...wellAgain],
        until: 9_000,
      });
      expect(acknowledged).toHaveLength(60);
      expect(seen('r1')).toEqual(commands(60));
      expect(seen('r2')).toEqual(seen('r1'));
      for (const name of ['b1', 'b2', 'b3']) expect(partition(name).highWatermark).toBe(60);
    });
    // A follower joins the ISR while a record is committed without it, and becomes the leader right after.
    const joinsTooEarly = [
      ...at(907, cut('b1', 'b2', 'one')),
      ...at(940, crash('b1')),
      ...at(0, cut('b3', 'gateway', 'one')),
    ];
    fc.assert(safe, { numRuns: 60, seed: 20261124, examples: [[6836, joinsTooEarly]] });
  });
});
