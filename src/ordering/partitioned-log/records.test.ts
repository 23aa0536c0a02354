import { describe, expect, it } from 'vitest';
import { checkSequence, endOfEpoch, type LogRecord, type ProducerStamp } from './records.ts';

const stamp = (id: string, sequence: number, epoch = 0): ProducerStamp => ({ id, epoch, sequence });
const record = (producer: ProducerStamp | null, leaderEpoch = 0): LogRecord => ({
  key: 'k',
  value: 'v',
  leaderEpoch,
  producer,
});
const upTo = (id: string, last: number) =>
  Array.from({ length: last + 1 }, (_, sequence) => record(stamp(id, sequence)));

describe('a leader that checks sequence numbers', () => {
  it('takes the next number of a producer', () => {
    expect(checkSequence(upTo('p', 2), stamp('p', 3))).toEqual({ kind: 'new' });
  });

  it('recognises each of the last five, and says where they stand', () => {
    const records = [record(null), ...upTo('p', 6)];
    expect(checkSequence(records, stamp('p', 6))).toEqual({ kind: 'duplicate', offset: 7 });
    expect(checkSequence(records, stamp('p', 2))).toEqual({ kind: 'duplicate', offset: 3 });
    expect(checkSequence(records, stamp('p', 1))).toEqual({
      kind: 'refused',
      error: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
    });
  });

  it('refuses a gap, so that a retry cannot be overtaken', () => {
    expect(checkSequence(upTo('p', 2), stamp('p', 4))).toMatchObject({
      error: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
    });
  });

  it('keeps producers apart, and believes one that it does not know', () => {
    expect(checkSequence(upTo('p', 2), stamp('q', 0))).toEqual({ kind: 'new' });
    expect(checkSequence(upTo('p', 2), stamp('q', 17))).toEqual({ kind: 'new' });
  });

  it('takes anything twice from a producer that is not idempotent', () => {
    expect(checkSequence([record(null)], null)).toEqual({ kind: 'new' });
  });

  it('shuts out a zombie once a successor with a higher epoch has written', () => {
    const records = [...upTo('p', 2), record(stamp('p', 0, 1))];
    expect(checkSequence(records, stamp('p', 3, 0))).toMatchObject({ error: 'INVALID_PRODUCER_EPOCH' });
    expect(checkSequence(records, stamp('p', 1, 1))).toEqual({ kind: 'new' });
  });

  it('wants a new epoch to begin at 0', () => {
    expect(checkSequence(upTo('p', 2), stamp('p', 3, 1))).toMatchObject({
      error: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
    });
    expect(checkSequence(upTo('p', 2), stamp('p', 0, 1))).toEqual({ kind: 'new' });
  });
});

describe('the end of an epoch', () => {
  const records = [record(null, 0), record(null, 0), record(null, 2)];

  it('is behind the last record of the epoch, or of the largest one before it', () => {
    expect(endOfEpoch(records, 0)).toEqual({ epoch: 0, end: 2 });
    expect(endOfEpoch(records, 1)).toEqual({ epoch: 0, end: 2 });
    expect(endOfEpoch(records, 5)).toEqual({ epoch: 2, end: 3 });
  });

  it('is 0 when the log knows no such epoch', () => {
    expect(endOfEpoch([], 3)).toEqual({ epoch: -1, end: 0 });
  });
});
