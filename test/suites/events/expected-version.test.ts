import {
  append,
  emptyStore,
  readStream,
  Refused,
  versionOf,
  type Decider,
  type DomainEvent,
  type EventStore,
  type ExpectedVersion,
  type NewEvent,
  type RecordedEvent,
} from '#course/events';
import fc from 'fast-check';
import { stepsBefore } from '#suite';
import { describe, expect, it } from 'vitest';
import { carryOut, type Answer, type Outcome, type Store } from '#exercise/events/expected-version';

/** Invoices are numbered without gaps. An order has one; to correct it is to cancel it and to issue another. */
type InvoiceEvent = DomainEvent<
  'InvoiceIssued' | 'InvoiceCancelled',
  { readonly number: number; readonly order: number }
>;
interface InvoiceCommand {
  readonly kind: 'issue' | 'correct' | 'withdraw';
  readonly order: number;
}
/** The number of each order's invoice, and the highest number. */
interface Invoices {
  readonly last: number;
  readonly of: Readonly<Record<number, number>>;
}

const issued = (number: number, order: number): InvoiceEvent => ({
  type: 'InvoiceIssued',
  data: { number, order },
});
const cancelled = (number: number, order: number): InvoiceEvent => ({
  type: 'InvoiceCancelled',
  data: { number, order },
});

const invoices: Decider<Invoices, InvoiceCommand, InvoiceEvent> = {
  initialState: () => ({ last: 0, of: {} }),
  decide({ last, of }, { kind, order }) {
    const number = of[order];
    if (kind === 'issue') {
      if (number !== undefined) throw new Refused(`Order ${order} has invoice ${number}.`);
      return [issued(last + 1, order)];
    }
    if (kind === 'withdraw') return number === undefined ? [] : [cancelled(number, order)];
    if (number === undefined) throw new Refused(`Order ${order} has no invoice.`);
    return [cancelled(number, order), issued(last + 1, order)];
  },
  evolve({ last, of }, { type, data: { number, order } }) {
    if (type === 'InvoiceIssued') return { last: number, of: { ...of, [order]: number } };
    return {
      last,
      of: Object.fromEntries(Object.entries(of).filter(([each]) => each !== String(order))),
    };
  },
};

/** What happens to an append: as it should be, a conflict whatever is expected, an answer that got lost, or the append itself. */
type Fate = 'answered' | 'overtaken' | 'answer lost' | 'append lost';

/** A store, of which the test says what becomes of each append, and who gets in between. */
function storeWith(events: readonly InvoiceEvent[] = [], fates: readonly Fate[] = []) {
  let store: EventStore<InvoiceEvent> = emptyStore;
  const calls = {
    reads: 0,
    decisions: 0,
    appends: 0,
    expected: [] as ExpectedVersion[],
    ids: [] as string[][],
  };
  let meanwhile: (() => void) | undefined;

  /** What somebody else, or nobody in particular, appends. */
  const add = (event: InvoiceEvent) =>
    write([{ event, metadata: { id: `other.${store.events.length + 1}` } }], 'any');
  const write = (added: readonly NewEvent<InvoiceEvent>[], expected: ExpectedVersion) => {
    const result = append(store, 'invoices', added, expected);
    if (result.kind === 'duplicate-id') throw new Error(result.sentence);
    if (result.kind === 'appended') ({ store } = result);
    return result;
  };
  const conflict = (): Answer<InvoiceEvent> => ({
    kind: 'wrong-expected-version',
    actual: versionOf(store, 'invoices'),
  });

  const front: Store<InvoiceEvent> = {
    read(stream) {
      if (++calls.reads > 100) throw new Error('The stream has been read 100 times. When is it enough?');
      return readStream(store, stream);
    },
    append(_stream, added, expected): Answer<InvoiceEvent> {
      if (++calls.appends > 100) throw new Error('append was called 100 times. When is it enough?');
      const fate = fates[calls.appends - 1] ?? 'answered';
      calls.expected.push(expected);
      calls.ids.push(added.map(({ metadata }) => metadata.id));
      if (fate === 'overtaken') {
        add(issued(1 + store.events.filter(({ event }) => event.type === 'InvoiceIssued').length, 900));
        return conflict();
      }
      if (fate === 'append lost') return { kind: 'no-answer' };
      const result = write(added, expected);
      if (fate === 'answer lost') return { kind: 'no-answer' };
      return result.kind === 'appended' ? { kind: 'appended', recorded: result.recorded } : conflict();
    },
  };
  const decider: typeof invoices = {
    ...invoices,
    decide(state, command) {
      calls.decisions++;
      const act = meanwhile;
      meanwhile = undefined;
      try {
        return invoices.decide(state, command);
      } finally {
        act?.();
      }
    },
  };
  for (const event of events) add(event);
  return {
    front,
    calls,
    add,
    history: () => store.events.map(({ event }) => event),
    onceDecided: (act: () => void) => (meanwhile = act),
    send: (id: string, kind: InvoiceCommand['kind'], order: number, tries?: number) =>
      brief(carryOut(decider, front, 'invoices', { id, command: { kind, order } }, tries)),
  };
}

const brief = (outcome: Outcome<InvoiceEvent>) =>
  outcome.kind === 'carried-out' ? outcome.recorded.map(({ event }) => event) : outcome;

const onceStepsPass = stepsBefore('Whole shops run once no test of a single command fails.');

describe('a command', () => {
  it('is decided on by the events of its stream, and named as the cause of what it leads to', () => {
    const { front, history } = storeWith([issued(1, 7)]);
    const outcome = carryOut(invoices, front, 'invoices', { id: 'c1', command: { kind: 'issue', order: 8 } });
    const recorded = (outcome.kind === 'carried-out' ? outcome.recorded : []).map(
      ({ event, version, metadata: { id, causationId } }: RecordedEvent<InvoiceEvent>) => ({
        event,
        version,
        id,
        causationId,
      }),
    );
    expect({ recorded, history: history() }).toEqual({
      recorded: [{ event: issued(2, 8), version: 2, id: 'c1.1', causationId: 'c1' }],
      history: [issued(1, 7), issued(2, 8)],
    });
  });

  it('has its events appended together, so that no half of a decision is ever seen', () => {
    const { send, calls } = storeWith([issued(1, 7)]);
    const outcome = send('c1', 'correct', 7);
    expect({ outcome, 'ids in each append': calls.ids }).toEqual({
      outcome: [cancelled(1, 7), issued(2, 7)],
      'ids in each append': [['c1.1', 'c1.2']],
    });
  });

  it('that is refused is not tried again, not even where it would be granted a moment later', () => {
    const { send, onceDecided, add, history, calls } = storeWith();
    onceDecided(() => add(issued(1, 7)));
    const outcome = send('c1', 'correct', 7);
    expect({ outcome, history: history(), decisions: calls.decisions }).toEqual({
      outcome: { kind: 'refused', sentence: 'Order 7 has no invoice.' },
      history: [issued(1, 7)],
      decisions: 1,
    });
  });

  it('with nothing to do is carried out, and leaves no event', () => {
    const { send, history } = storeWith([issued(1, 7)]);
    expect({ outcome: send('c1', 'withdraw', 8), history: history() }).toEqual({
      outcome: [],
      history: [issued(1, 7)],
    });
  });
});

describe('when somebody else appends in between, a command', () => {
  it('expects the version at which it was decided on, so that the store can tell', () => {
    const { send, onceDecided, add, calls } = storeWith([issued(1, 7)]);
    onceDecided(() => add(issued(2, 8)));
    send('c1', 'issue', 9);
    expect({ 'expected at the first append': calls.expected[0] }).toEqual({
      'expected at the first append': 1,
    });
  });

  it('is decided on anew, by all that has happened', () => {
    const { send, history } = storeWith([issued(1, 7)], ['overtaken']);
    const outcome = send('c1', 'issue', 8);
    expect({ outcome, history: history() }).toEqual({
      outcome: [issued(3, 8)],
      history: [issued(1, 7), issued(2, 900), issued(3, 8)],
    });
  });

  it('is tried as often as it may be and then given up, with nothing appended', () => {
    const { send, calls, history } = storeWith(
      [],
      Array.from({ length: 2_000 }, () => 'overtaken' as const),
    );
    const outcomes = [send('c1', 'issue', 7, 3), send('c2', 'issue', 8, 1)];
    expect({ outcomes, decisions: calls.decisions, mine: history().filter(isOf(7, 8)) }).toEqual({
      outcomes: [
        { kind: 'given-up', tries: 3 },
        { kind: 'given-up', tries: 1 },
      ],
      decisions: 4,
      mine: [],
    });
  });
});

const isOf =
  (...orders: readonly number[]) =>
  ({ data }: InvoiceEvent) =>
    orders.includes(data.order);

describe('when no answer comes, a command', () => {
  it('is not repeated and not refused if its events are there', () => {
    const { send, history } = storeWith([issued(1, 7), issued(2, 8)], ['answer lost', 'answer lost']);
    const outcomes = [send('c1', 'issue', 9), send('c2', 'withdraw', 7)];
    expect({ outcomes, history: history() }).toEqual({
      outcomes: [[issued(3, 9)], [cancelled(1, 7)]],
      history: [issued(1, 7), issued(2, 8), issued(3, 9), cancelled(1, 7)],
    });
  });

  it('is tried again if its events are not there', () => {
    const { send, history, calls } = storeWith([issued(1, 7)], ['append lost', 'append lost']);
    const outcome = send('c1', 'issue', 8);
    expect({ outcome, history: history(), 'ids in each append': calls.ids }).toEqual({
      outcome: [issued(2, 8)],
      history: [issued(1, 7), issued(2, 8)],
      'ids in each append': [['c1.1'], ['c1.1'], ['c1.1']],
    });
  });
});

describe('a command that its sender sends again', () => {
  it('is answered with what it led to the first time, although others went on since', () => {
    const { send, history } = storeWith([issued(1, 7)]);
    const first = [send('c1', 'correct', 7), send('c2', 'issue', 8)];
    send('c10', 'correct', 7);
    const again = [send('c1', 'correct', 7), send('c2', 'issue', 8)];
    expect({ again, invoices: history().filter(({ type }) => type === 'InvoiceIssued') }).toEqual({
      again: first,
      invoices: [issued(1, 7), issued(2, 7), issued(3, 8), issued(4, 7)],
    });
  });
});

describe('with several writers, lost appends and lost answers,', () => {
  it('every order has one invoice, and the numbers have no gap', ({ skip }) => {
    onceStepsPass({ skip });
    const fates = fc.array(fc.constantFrom<Fate>('answered', 'overtaken', 'answer lost', 'append lost'), {
      maxLength: 20,
    });
    const requests = fc.array(fc.record({ order: fc.integer({ min: 1, max: 5 }), waits: fc.boolean() }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(fates, requests, (lot, asked) => {
        const { send, onceDecided, history } = storeWith([], lot);
        const run = (index: number): void => {
          const request = asked[index];
          if (!request) return;
          // The next one does all its work between this one's deciding and its appending.
          if (!request.waits) onceDecided(() => run(index + 1));
          send(`c${index}`, 'issue', request.order, 100);
          send(`c${index}`, 'issue', request.order, 100);
          if (request.waits) run(index + 1);
        };
        run(0);
        const mine = history().filter(({ data }) => data.order !== 900);
        expect({
          numbers: history().map(({ data }) => data.number),
          orders: mine.map(({ data }) => data.order).sort(),
        }).toEqual({
          numbers: history().map((_, index) => index + 1),
          orders: [...new Set(asked.map(({ order }) => order))].sort(),
        });
      }),
    );
  });
});
