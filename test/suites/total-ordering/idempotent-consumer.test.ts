import { describe, expect, it } from 'vitest';
import {
  onRecord,
  resumeAt,
  type PaymentRecord,
  type Saved,
} from '#exercise/total-ordering/idempotent-consumer';

const nothing = (): Saved => ({ offsets: {}, balances: {}, settled: [] });
const payment = (
  partition: number,
  offset: number,
  paymentId: string,
  cents: number,
  account = 'ana',
): PaymentRecord => ({ partition, offset, paymentId, account, cents });

/** Delivers the records one after the other; nothing fails. */
function deliver(records: readonly PaymentRecord[], saved = nothing()): Saved {
  for (const record of records) {
    for (const { fields } of onRecord(saved, record)) saved = { ...saved, ...fields };
  }
  return saved;
}

/**
 * Delivers one partition, ends the process once after so many saves, starts it again, and delivers again from where it
 * says that it stands.
 */
function crashAfter(saves: number, log: readonly PaymentRecord[]): Saved {
  let saved = nothing();
  let left = saves;
  for (const record of log) {
    for (const { fields } of onRecord(structuredClone(saved), record)) {
      if (left-- === 0)
        return deliver(
          log.filter(({ offset }) => offset >= resumeAt(saved, 0)),
          saved,
        );
      saved = { ...saved, ...fields };
    }
  }
  return saved;
}

const payments = [payment(0, 0, 'p1', 1_000), payment(0, 1, 'p2', 200), payment(0, 2, 'p3', 30)];
const crashes = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const balanceAfterCrash = (saves: number) => crashAfter(saves, payments).balances['ana'] ?? 0;

describe('a payment', () => {
  it('moves the balance of its account', () => {
    const { balances } = deliver([
      payment(0, 0, 'p1', 500, 'ana'),
      payment(0, 1, 'p2', 300, 'bo'),
      payment(0, 2, 'p3', -200, 'ana'),
    ]);
    expect(balances).toEqual({ ana: 300, bo: 300 });
  });

  it('that would take the balance below 0 is refused, and the next one is not held up', () => {
    const saved = deliver([payment(0, 0, 'p1', 500), payment(0, 1, 'p2', -501)]);
    expect({ balances: saved.balances, 'resumes at': resumeAt(saved, 0) }).toEqual({
      balances: { ana: 500 },
      'resumes at': 2,
    });
  });

  it('that the application sent twice takes effect once, although it is two records', () => {
    const { balances } = deliver([payment(0, 0, 'p1', 500), payment(0, 1, 'p1', 500)]);
    expect(balances).toEqual({ ana: 500 });
  });

  it('that was refused is settled, and so stays refused when the application sends it again', () => {
    expect(deliver([payment(0, 0, 'p1', -100)]).settled).toEqual(['p1']);
  });
});

describe('an offset', () => {
  it('is that of the record to read next', () => {
    const saved = deliver([payment(0, 0, 'p1', 500)]);
    expect({ saved: saved.offsets[0], 'resumes at': resumeAt(saved, 0) }).toEqual({
      saved: 1,
      'resumes at': 1,
    });
  });

  it('is 0 for a partition that was never read', () => {
    expect(resumeAt(nothing(), 3)).toBe(0);
  });

  it('belongs to one partition: what another one has done says nothing', () => {
    const saved = deliver([payment(0, 7, 'p1', 500), payment(1, 0, 'p2', 30)]);
    expect({
      balances: saved.balances,
      'partition 0 resumes at': resumeAt(saved, 0),
      'partition 1 resumes at': resumeAt(saved, 1),
    }).toEqual({ balances: { ana: 530 }, 'partition 0 resumes at': 8, 'partition 1 resumes at': 1 });
  });

  it('does not go back when the log delivers again', () => {
    const saved = deliver(payments);
    expect({ 'resumes at': resumeAt(deliver([payments[0]!], saved), 0) }).toEqual({ 'resumes at': 3 });
  });

  it('may leave numbers out, and the record behind the gap counts', () => {
    const { balances } = deliver([payment(0, 4, 'p1', 500), payment(0, 9, 'p2', 30)]);
    expect(balances).toEqual({ ana: 530 });
  });
});

describe('a crash', () => {
  it('never makes a payment count twice, wherever it strikes', () => {
    const doubled = crashes.filter((saves) => balanceAfterCrash(saves) > 1_230);
    expect({ 'too much after a crash behind this many saves': doubled }).toEqual({
      'too much after a crash behind this many saves': [],
    });
  });

  it('never loses a payment, wherever it strikes', () => {
    const lost = crashes.filter((saves) => balanceAfterCrash(saves) < 1_230);
    expect({ 'too little after a crash behind this many saves': lost }).toEqual({
      'too little after a crash behind this many saves': [],
    });
  });
});

it('leaves what was saved as it was', () => {
  const before: Saved = { offsets: { 0: 1 }, balances: { ana: 500 }, settled: ['p1'] };
  onRecord(before, payment(0, 1, 'p2', 30));
  expect(before).toEqual({ offsets: { 0: 1 }, balances: { ana: 500 }, settled: ['p1'] });
});
