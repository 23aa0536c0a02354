import { describe, expect, it } from 'vitest';
import type { Time, Trace } from '../../sim/index.ts';
import type { CommandedState } from './command-sourcing/program.ts';
import { commandSourcing } from './command-sourcing/index.ts';
import type { Book } from './command-sourcing/rules.ts';
import { cqrs } from './cqrs/index.ts';
import { orders, type Order } from './deciders/orders.ts';
import { users, type User } from './deciders/users.ts';
import { eventSourcing } from './event-sourcing/index.ts';
import { statesOf, type Log } from './event-sourcing/log.ts';
import { orderLines, userLines } from './history/lines.ts';
import { lastStates } from './outcome/states.ts';
import { deployFix, fixProjection, rebuild } from './replay.ts';
import { runShop, type ShopRun } from './run.ts';
import { allShops, shops } from './shops.ts';
import { storm, run } from './testing.ts';

/** What the owners knew, as the trace has it. Null while one of them was down. */
function lived({ architecture, trace }: ShopRun, at: Time) {
  const states = lastStates(trace, eventsUpTo(trace, at));
  const [ofUsers, ofOrders] = [states.get('users'), states.get('orders')];
  if (!ofUsers || !ofOrders) return null;
  if (architecture.name === 'event-sourcing')
    return {
      users: userLines([...statesOf(users, (ofUsers as { log: Log<User, never> }).log).values()]),
      orders: orderLines([...statesOf(orders(1), (ofOrders as { log: Log<Order, never> }).log).values()]),
    };
  return {
    users: userLines(Object.values((ofUsers as CommandedState<Book<User>>).state)),
    orders: orderLines(Object.values((ofOrders as CommandedState<Book<Order>>).state)),
  };
}

const eventsUpTo = ({ events }: Trace, at: Time): number => {
  const next = events.findIndex((event) => event.at > at);
  return next === -1 ? events.length : next;
};

describe.each([eventSourcing, commandSourcing])('the record of a shop by $name', (shop) => {
  it('tells every past state as it was lived', () => {
    const past = runShop(shop);
    for (let at = 0; at <= 1_600; at += 25)
      expect(rebuild(past, at), `${at} ms`).toMatchObject(lived(past, at)!);
  });

  it('tells it through crashes and a bad network, too', () => {
    const { nodes } = shop.system();
    for (let seed = 1; seed <= 5; seed++) {
      const past = run(shop, { seed, script: storm(nodes, 1_500) });
      for (let at = 0; at <= 2_500; at += 100) {
        const known = lived(past, at);
        if (known) expect(rebuild(past, at), `seed ${seed}, ${at} ms`).toMatchObject(known);
      }
    }
  });
});

describe('a record that is overwritten', () => {
  it.each(['notification', 'carried-state', 'cqrs'] as const)('cannot tell the past: %s', (name) => {
    expect(rebuild(runShop(shops[name]), 500)).toMatchObject({
      kind: 'impossible',
      sentence: expect.stringContaining('500 ms') as string,
    });
  });
});

describe('a fix of the discount', () => {
  it('leaves the facts of event sourcing as they are, with a gate or without', () => {
    const past = runShop(eventSourcing);
    for (const gate of [true, false]) {
      const deployed = deployFix(past, { gate });
      if (deployed.kind !== 'replayed') throw new Error(deployed.sentence);
      expect(deployed.history.length).toBeGreaterThan(10);
      expect([...deployed.history, ...deployed.orders].filter(({ differs }) => differs)).toEqual([]);
      expect(deployed.contradictions).toEqual([]);
    }
  });

  it('rewrites the history of command sourcing, and contradicts an invoice that is in the post', () => {
    const deployed = deployFix(runShop(commandSourcing), { gate: false });
    if (deployed.kind !== 'replayed') throw new Error(deployed.sentence);
    const changed = deployed.history.filter(({ differs }) => differs);
    expect(changed[0]).toMatchObject({
      before: expect.stringMatching(/place-order 2 → placed, 100\.00$/) as string,
      after: expect.stringMatching(/place-order 2 → placed, 90\.00$/) as string,
    });
    expect(changed.every(({ before }) => / 2 → /.test(before))).toBe(true);
    expect(deployed.orders.filter(({ differs }) => differs)).toHaveLength(1);
    expect(deployed.contradictions).toEqual(['Order 2 was invoiced at 100.00, and the replay says 90.00.']);
  });

  it('leaves that history as it was where a gate carries each command out under the rules of its day', () => {
    const deployed = deployFix(runShop(commandSourcing), { gate: true });
    if (deployed.kind !== 'replayed') throw new Error(deployed.sentence);
    expect([...deployed.history, ...deployed.orders].filter(({ differs }) => differs)).toEqual([]);
    expect(deployed.contradictions).toEqual([]);
  });

  it('changes nothing that was recorded under the fixed release', () => {
    const deployed = deployFix(runShop(commandSourcing, { release: 2 }), { gate: false });
    if (deployed.kind !== 'replayed') throw new Error(deployed.sentence);
    expect(deployed.history.filter(({ differs }) => differs)).toEqual([]);
  });

  it.each(['notification', 'carried-state', 'cqrs'] as const)('finds nothing to replay: %s', (name) => {
    expect(deployFix(runShop(shops[name]), { gate: false }).kind).toBe('nothing-to-replay');
  });
});

describe('a fix of a projection', () => {
  it.each([eventSourcing, cqrs])(
    'is right from now on when it reads on, and about the past when it rebuilds: $name',
    (shop) => {
      const mended = fixProjection(runShop(shop), 935);
      if (mended.kind !== 'mended') throw new Error(mended.sentence);
      const names = (lines: readonly string[]) => lines.map((line) => line.split(':')[0]);
      expect(names(mended.wrong)).toEqual(['ana', 'bob', 'cem']);
      expect(names(mended.readOn)).toEqual(['ana', 'bob']);
      expect(mended.rebuilt).toEqual(['ana: Bonn, DE']);
    },
  );

  it('has nothing to mend where no projection stands between', () => {
    for (const shop of allShops.filter(({ name }) => name !== 'event-sourcing' && name !== 'cqrs'))
      expect(fixProjection(runShop(shop), 935).kind).toBe('nothing-to-rebuild');
  });
});
