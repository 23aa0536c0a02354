import { describe, expect, it } from 'vitest';
import { replay } from '../../command-journal.ts';
import type { Order } from '../deciders/orders.ts';
import { journalOf } from '../history/record.ts';
import { lastStates } from '../outcome/states.ts';
import { tell } from '../stories.ts';
import { crashEverywhere, flawsOf, run, shortStory, storm } from '../testing.ts';
import { commandSourcing } from './index.ts';
import { reopen } from './journaled.ts';
import type { CommandedState } from './program.ts';
import { orderBook, type Book, type OrderRequest, type Wish } from './rules.ts';

const { nodes } = commandSourcing.system();

const ordersIn = (trace: Parameters<typeof lastStates>[0]) =>
  lastStates(trace).get('orders') as CommandedState<Book<Order>, OrderRequest, Wish>;

describe('a shop that is built on a journal of commands', () => {
  it('ships and bills once what is paid', () => {
    const tried = run(commandSourcing);
    expect(flawsOf(tried)).toEqual([]);
    expect(tried.outcome.orders.filter(({ paid }) => paid).map(({ order }) => order)).toEqual([1, 2, 3, 5]);
  });

  it('does so wherever a node crashes, between any two effects', () => {
    expect(crashEverywhere(commandSourcing, { story: shortStory })).toEqual([]);
  });

  it('does so through storms of crashes, cuts, losses, copies and detours', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const script = storm(nodes, 2_000);
      expect(flawsOf(run(commandSourcing, { seed, script })), `seed ${seed}`).toEqual([]);
    }
  });

  it('comes by a replay to what was lived: the state, the answers, and what is still open', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { trace } = run(commandSourcing, { seed, script: storm(nodes, 1_500), until: 1_000 + 37 * seed });
      const lived = ordersIn(trace);
      if (lived === null) continue;
      const { journal, state, replies, open } = lived;
      const { entries } = journalOf<OrderRequest>(trace, 'orders');
      expect(reopen(orderBook, { journal: entries }), `seed ${seed}`).toEqual({
        journal,
        state,
        replies,
        open,
      });
    }
  });

  it('shows of its invoices those that were sent, and no sum that nobody has written down', () => {
    const { stores } = run(commandSourcing).outcome.stores.find(({ node }) => node === 'invoicing')!;
    const invoices = stores.flatMap(({ rows }) => rows.map((row) => row.split(':')[0])).sort();
    expect(invoices).toEqual(['order 1', 'order 2', 'order 3', 'order 5']);
  });

  it('keeps refused commands, and refuses them again', () => {
    const { trace } = run(commandSourcing);
    const { outcomes } = replay(orderBook, journalOf<OrderRequest>(trace, 'orders'));
    const refused = outcomes.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.sentence] : []));
    expect(refused).toEqual(['There is no user zoe.', 'Order 3 is paid already.', 'There is no order 9.']);
  });

  it('writes down what it was told from outside as commands, one for each question', () => {
    const { trace } = run(commandSourcing);
    const kinds = journalOf<OrderRequest>(trace, 'orders').entries.map(({ command }) => command.command.kind);
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    for (const kind of ['learn-address', 'learn-rate', 'note-shipped', 'note-invoiced'])
      expect(count(kind), kind).toBe(4);
  });

  it('lets nothing out on a replay but what no command of the journal answers', () => {
    const { trace } = run(commandSourcing, {
      story: shortStory,
      script: [
        { at: 260, do: { kind: 'crash', node: 'orders' } },
        { at: 400, do: { kind: 'restart', node: 'orders' } },
      ],
    });
    const restart = trace.events.findIndex((event) => event.kind === 'start' && event.at === 400);
    const sent = trace.events
      .slice(restart)
      .flatMap((event) =>
        event.kind === 'send' && event.node === 'orders' && event.at === 400 ? [event] : [],
      );
    const { entries } = journalOf<OrderRequest>(trace, 'orders', 399);
    const { outcomes } = replay(orderBook, { entries });
    const wishes = outcomes.flatMap(({ outcome }) => (outcome.kind === 'done' ? outcome.effects : []));
    const answered = new Set(entries.map(({ command }) => command.id));
    const open = wishes.filter(({ id }) => !answered.has(id));
    expect(sent).toHaveLength(open.length);
    expect(open.length).toBeGreaterThan(0);
    expect(wishes.length).toBeGreaterThan(open.length);
  });

  it('carries out each command under the rules of its day, when it is replayed after a fix was deployed', () => {
    const { architecture, trace } = run(commandSourcing, {
      story: tell(
        [20, 'ana', 'create ana in Berlin, DE'],
        [60, 'ana', 'order 1: lamp for 100.00 by ana'],
        [200, 'ana', 'order 2: lamp for 100.00 by ana'],
      ),
      script: [
        { at: 150, do: { kind: 'fire', node: 'orders', timer: 'deploy' } },
        { at: 300, do: { kind: 'crash', node: 'orders' } },
        { at: 350, do: { kind: 'restart', node: 'orders' } },
      ],
    });
    const totals = architecture.orders(lastStates(trace).get('orders')).map(({ total }) => total);
    expect(totals).toEqual([10_000, 9_000]);
    const rules = journalOf<OrderRequest>(trace, 'orders').entries.map((entry) => entry.rules);
    expect(rules).toEqual([1, 2]);
  });

  it('stays under the rules that were deployed after a crash', () => {
    const { trace } = run(commandSourcing, {
      story: tell([20, 'ana', 'create ana in Berlin, DE'], [200, 'ana', 'order 2: lamp for 100.00 by ana']),
      script: [
        { at: 50, do: { kind: 'fire', node: 'orders', timer: 'deploy' } },
        { at: 100, do: { kind: 'crash', node: 'orders' } },
        { at: 150, do: { kind: 'restart', node: 'orders' } },
      ],
    });
    expect(journalOf<OrderRequest>(trace, 'orders').entries.map((entry) => entry.rules)).toEqual([2]);
  });
});
