import { describe, expect, it } from 'vitest';
import {
  append,
  highWatermark,
  onFollowerFetch,
  partitionFor,
  read,
  type LogRecord,
  type Partition,
  type Topic,
} from '#exercise/total-ordering/partitioned-log';

/** Two in-sync replicas, so that appending alone moves no watermark. */
const empty = (): Partition => ({
  leader: 'b1',
  isr: ['b1', 'b2'],
  followers: {},
  records: [],
  highWatermark: 0,
});
const partition = (values: readonly string[], more: Partial<Partition> = {}): Partition => ({
  ...empty(),
  records: values.map((value) => ({ key: 'ana', value })),
  ...more,
});
const record = (key: string, value = key, producer?: LogRecord['producer']): LogRecord => ({
  key,
  value,
  ...(producer && { producer }),
});
const stamped = (id: number, sequence: number, value = `${id}/${sequence}`) =>
  record('ana', value, { id, sequence });

/** Appends the records in order; keeps what each led to. */
function appendAll(topic: Topic, records: readonly LogRecord[]) {
  const results = records.map((each) => {
    const result = append(topic, each);
    topic = result.topic;
    return result;
  });
  return { topic, results };
}
const one = (): Topic => [empty()];
const two = (): Topic => [empty(), empty()];
const values = (records: readonly LogRecord[]) => records.map(({ value }) => value);

describe('the partition of a key', () => {
  it('is the remainder of its hash', () => {
    expect(['ana', 'bo', 'cy'].map((key) => partitionFor(key, 3))).toEqual([0, 2, 1]);
  });

  it('is a partition that exists, also where the hash is negative', () => {
    expect({ hal: partitionFor('hal', 3), fay: partitionFor('fay', 3) }).toEqual({ hal: 2, fay: 1 });
  });
});

describe('a record', () => {
  it('gets the next offset of its own partition', () => {
    const { results } = appendAll(
      two(),
      ['bo', 'ana', 'gus', 'cy'].map((key) => record(key)),
    );
    expect(results.map(({ partition, offset }) => `partition ${partition}, offset ${offset}`)).toEqual([
      'partition 0, offset 0',
      'partition 1, offset 0',
      'partition 0, offset 1',
      'partition 1, offset 1',
    ]);
  });

  it('goes where all records with its key go, whatever its value', () => {
    const { results } = appendAll(two(), [record('ana', 'ana'), record('ana', 'bo'), record('ana', 'gus')]);
    expect(results.map(({ partition }) => partition)).toEqual([1, 1, 1]);
  });

  it('stands behind those that came before it', () => {
    const { topic } = appendAll(one(), [
      record('ana', 'first'),
      record('ana', 'second'),
      record('ana', 'third'),
    ]);
    expect(values(topic[0]!.records)).toEqual(['first', 'second', 'third']);
  });
});

describe('an idempotent producer', () => {
  it('that sends a record again gets its old offset, and nothing is stored', () => {
    const { topic, results } = appendAll(one(), [stamped(7, 0), stamped(7, 1), stamped(7, 0)]);
    const { outcome, offset } = results[2]!;
    expect({ stored: topic[0]!.records.length, outcome, offset }).toEqual({
      stored: 2,
      outcome: 'duplicate',
      offset: 0,
    });
  });

  it('that skips a sequence number is refused: a record is still missing in between', () => {
    const { topic, results } = appendAll(one(), [stamped(7, 0), stamped(7, 2)]);
    expect({ stored: values(topic[0]!.records), outcome: results[1]!.outcome }).toEqual({
      stored: ['7/0'],
      outcome: 'out-of-order-sequence',
    });
  });

  it('counts apart from other producers', () => {
    const { results } = appendAll(one(), [stamped(7, 0), stamped(8, 0), stamped(7, 1)]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'appended', 'appended']);
  });

  it('counts apart in every partition', () => {
    const { results } = appendAll(two(), [
      record('bo', 'x', { id: 7, sequence: 0 }),
      record('ana', 'y', { id: 7, sequence: 0 }),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['appended', 'appended']);
  });

  it('is needed to recognise a repetition: without its stamp, the same record is stored twice', () => {
    const { topic } = appendAll(one(), [record('ana', 'pay 40'), record('ana', 'pay 40')]);
    expect(values(topic[0]!.records)).toEqual(['pay 40', 'pay 40']);
  });
});

describe('the high watermark', () => {
  const five = ['a', 'b', 'c', 'd', 'e'];

  it('is the smallest log end offset among the in-sync replicas', () => {
    const behind = partition(five, { isr: ['b1', 'b2', 'b3'], followers: { b2: 3, b3: 4 } });
    expect(highWatermark(behind)).toBe(3);
  });

  it('does not wait for a replica that is not in sync', () => {
    const shrunk = partition(five, { isr: ['b1', 'b2'], followers: { b2: 5, b3: 1 } });
    expect(highWatermark(shrunk)).toBe(5);
  });

  it('never goes back, also when a follower begins again from an earlier offset', () => {
    const again = partition(['a', 'b', 'c', 'd'], { followers: { b2: 2 }, highWatermark: 4 });
    expect(highWatermark(again)).toBe(4);
  });

  it('moves when the slowest in-sync follower fetches', () => {
    const after = onFollowerFetch(
      partition(['a', 'b', 'c'], { followers: { b2: 2 }, highWatermark: 2 }),
      'b2',
      3,
    );
    expect(after.highWatermark).toBe(3);
  });

  it('moves with every record while the leader is the only one in sync', () => {
    const alone: Topic = [partition(['a'], { isr: ['b1'], highWatermark: 1 })];
    expect(append(alone, record('ana', 'b')).topic[0]!.highWatermark).toBe(2);
  });
});

describe('a consumer', () => {
  it('gets the records from its offset on, and no more than it asks for', () => {
    const whole = partition(['a', 'b', 'c', 'd', 'e'], { followers: { b2: 5 }, highWatermark: 5 });
    expect(values(read(whole, 1, 2))).toEqual(['b', 'c']);
  });

  it('sees nothing at or above the high watermark', () => {
    const partly = partition(['a', 'b', 'c', 'd', 'e'], { followers: { b2: 3 }, highWatermark: 3 });
    expect({
      'from 0': values(read(partly, 0, 10)),
      'from 3': values(read(partly, 3, 10)),
      'from 4': values(read(partly, 4, 10)),
    }).toEqual({ 'from 0': ['a', 'b', 'c'], 'from 3': [], 'from 4': [] });
  });
});

it('leaves the topic that came in as it was', () => {
  const before: Topic = [{ ...partition(['a'], { followers: { b2: 0 } }) }];
  append(before, record('ana', 'b'));
  onFollowerFetch(before[0]!, 'b2', 1);
  expect(before).toEqual([partition(['a'], { followers: { b2: 0 } })]);
});
