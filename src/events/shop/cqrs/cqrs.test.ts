import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario } from '../../../sim/index.ts';
import type { Projected } from '../../projection.ts';
import { lastStates } from '../outcome/states.ts';
import { crashEverywhere, flawsOf, run, shortStory, storm } from '../testing.ts';
import { cqrs, cqrsSystem } from './index.ts';
import type { ReaderState } from './reader.ts';
import type { OrderRow, UserRow } from './rows.ts';
import type { WriteState } from './write-side.ts';

const { nodes } = cqrs.system();

const play = (...lines: readonly string[]) => {
  const system = cqrsSystem({ spare: true });
  const { trace, failure } = runScenario(
    system,
    parseScenario(['latency 10ms', ...lines].join('\n'), system),
  );
  expect(failure).toBeNull();
  const states = lastStates(trace);
  const reader = (node: string): Projected<unknown> =>
    Object.values((states.get(node) as ReaderState).following.sources)[0]!;
  const answers = trace.events.flatMap((event) =>
    event.kind === 'return' ? [[event.node, event.at, event.reply] as const] : [],
  );
  const owner = <Row>(node: string) => (states.get(node) as WriteState<Row>).tables;
  return { trace, reader, answers, owner };
};

const bought = [
  'at 50ms client ana sends create ana in Berlin, DE to users',
  'at 100ms client ana sends order 7: lamp for 40.00 by ana to orders',
  'at 160ms client ana sends pay 7 to orders',
];

describe('a shop with tables that are written in one place and read in others', () => {
  it('ships and bills once what is paid', () => {
    const tried = run(cqrs);
    expect(flawsOf(tried)).toEqual([]);
    expect(tried.outcome.orders.filter(({ paid }) => paid).map(({ order }) => order)).toEqual([1, 2, 3, 5]);
  });

  it('does so wherever a node crashes, between any two effects', () => {
    expect(crashEverywhere(cqrs, { story: shortStory })).toEqual([]);
  });

  it('does so through storms of crashes, cuts, losses, copies and detours, and its readers converge', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const script = storm(nodes, 2_000);
      expect(flawsOf(run(cqrs, { seed, script })), `seed ${seed}`).toEqual([]);
    }
  });

  it('keeps no change once every reader has taken it', () => {
    const { owner } = play(...bought, 'at 600ms client ana sends move ana to Bonn to users');
    expect(owner<OrderRow>('orders').position).toBe(5);
    expect(owner<OrderRow>('orders').outbox.length).toBeLessThanOrEqual(1);
    expect(owner<UserRow>('users').outbox).toHaveLength(1);
  });

  it('cannot tell who deleted a user', () => {
    expect(run(cqrs).outcome.deletions.map(({ toldBy }) => toldBy)).toEqual([[], []]);
  });
});

describe('a worker', () => {
  it('that comes late, when nobody keeps the changes any more, works from the rows', () => {
    const { trace } = play('at 1ms crash shipping', ...bought, 'at 700ms restart shipping');
    const parcels = trace.events.filter((event) => event.kind === 'write' && event.key === 'parcels');
    expect(parcels).toHaveLength(1);
  });
});

describe('a reader', () => {
  it('lags behind, and answers with what it has', () => {
    const { answers } = play(
      'at 50ms client ana sends create ana in Berlin, DE to users',
      'at 55ms latency 60ms on users -> user-list',
      'at 80ms client ana sends list users to user-list',
      'at 200ms client ana sends list users to user-list',
    );
    expect(answers.slice(1).map(([, , reply]) => reply)).toEqual([
      { kind: 'answer', lines: [] },
      { kind: 'answer', lines: ['ana: Berlin, DE'] },
    ]);
  });

  it('makes a client wait who names the position of her write, and shows it to her', () => {
    const { answers } = play(
      'at 50ms client ana sends create ana in Berlin, DE to users',
      'at 55ms latency 60ms on users -> user-list',
      'at 80ms client ana sends list users from position 1 to user-list',
    );
    expect(answers[0]![2]).toEqual({ kind: 'done', position: 1 });
    expect(answers[1]).toEqual(['ana', 130, { kind: 'answer', lines: ['ana: Berlin, DE'] }]);
  });

  it('lets nobody wait for ever: it says how far it has read', () => {
    const { answers } = play(
      'at 50ms client ana sends create ana in Berlin, DE to users',
      'at 55ms cut users -> user-list',
      'at 80ms client ana sends list users from position 1 to user-list',
      'until 400ms',
    );
    expect(answers[1]).toEqual([
      'ana',
      250,
      {
        kind: 'refused',
        sentence:
          'This reader has read up to position 0, and position 1 was asked for. Ask again later, or ask another reader.',
      },
    ]);
  });

  it('joins while the shop is open, begins with a copy, and goes on with the changes', () => {
    const { reader } = play(
      ...bought,
      'at 400ms fire join of order-list-2',
      'at 450ms client ana sends order 8: desk for 20.00 by ana to orders',
      'at 500ms client ana sends pay 8 to orders',
    );
    expect(reader('order-list-2')).toEqual(reader('order-list'));
    expect(Object.keys(reader('order-list-2').view as object)).toEqual(['7', '8']);
  });

  it('comes to what it was when it is rebuilt', () => {
    const before = play(...bought, 'until 600ms').reader('order-list');
    const after = play(...bought, 'at 500ms fire rebuild of order-list', 'until 600ms').reader('order-list');
    expect(after).toEqual(before);
    expect(after.checkpoint).toBe(5);
  });

  it('that stands by and has not been asked to join stays out of it, through a crash, too', () => {
    const { reader } = play(...bought, 'at 200ms crash order-list-2', 'at 250ms restart order-list-2');
    expect(reader('order-list-2').checkpoint).toBe(0);
  });

  it('that joined stays in it after a crash', () => {
    const { reader } = play(
      ...bought,
      'at 150ms fire join of order-list-2',
      'at 155ms crash order-list-2',
      'at 400ms restart order-list-2',
    );
    expect(reader('order-list-2')).toEqual(reader('order-list'));
  });
});
