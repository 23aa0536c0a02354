import { describe, expect, it } from 'vitest';
import { runShop } from '../run.ts';
import { carriedState } from '../carried-state/index.ts';
import { notification } from '../notification/index.ts';
import { lastStates } from '../outcome/states.ts';
import { tell } from '../stories.ts';
import { crashEverywhere, flawsOf, run, shortStory, storm } from '../testing.ts';
import type { ServiceState } from './service.ts';

describe.each([notification, carriedState])('The shop by $name', (shop) => {
  it('loses nothing and does nothing twice when any of it crashes between any two effects', () => {
    expect(crashEverywhere(shop, { story: shortStory })).toEqual([]);
  });

  it('keeps its promises through storms of crashes, cuts and a bad network', () => {
    const { nodes } = shop.system();
    for (let seed = 1; seed <= 20; seed++)
      expect(flawsOf(run(shop, { seed, script: storm(nodes, 2000) })), `seed ${seed}`).toEqual([]);
  });

  it('cannot tell in the end who deleted a user: the rows say that they are gone', () => {
    const { deletions } = runShop(shop).outcome;
    expect(deletions).toEqual([
      { user: 'bob', by: 'herself', toldBy: [] },
      { user: 'cem', by: 'an administrator', toldBy: [] },
    ]);
  });

  it('has nothing open once everything has come to rest', () => {
    const { outcome } = runShop(shop);
    const open = outcome.stores.flatMap(({ stores }) => stores.filter(({ kind }) => kind === 'queue'));
    expect(open.flatMap(({ rows }) => rows)).toEqual([]);
  });
});

const ordersDown = { kind: 'down', node: 'orders', from: 126, until: 700 } as const;
const paidAndDown = tell(
  [10, 'ana', 'create ana in Berlin, DE'],
  [60, 'ana', 'order 7: lamp for 40.00 by ana'],
  [100, 'ana', 'pay 7'],
);
const latency = {
  at: 0,
  do: { kind: 'network', faults: { latency: { kind: 'constant', ms: 10 } } },
} as const;

/** The owner of the orders goes down when it has just told the bus that one is paid. */
const shippedAt = (shop: typeof notification) =>
  run(shop, { story: paidAndDown, faults: [ordersDown], script: [latency] }).outcome.orders[0]!.parcels[0]!
    .at;

describe('Call-backs', () => {
  it('hold up the parcel as long as the owner of the order is down', () => {
    expect(shippedAt(notification)).toBeGreaterThan(ordersDown.until);
  });

  it('find the address as it is when the parcel leaves', () => {
    for (let seed = 1; seed <= 6; seed++)
      for (const { parcels } of runShop(notification, { seed }).outcome.orders)
        for (const { address, home } of parcels) expect(address).toBe(home);
  });
});

describe('Copies', () => {
  it('let the parcel leave while the owners of order and user are down', () => {
    expect(shippedAt(carriedState)).toBe(130);
  });

  it('send the parcel to where the user lived when she has moved since, and say so in the outcome', () => {
    const [order] = runShop(carriedState).outcome.orders;
    expect(order!.parcels).toMatchObject([{ order: 1, address: 'Berlin', home: 'Bonn' }]);
  });

  it('come to be what their owners have, in whatever order events arrive', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const faults = [
        { kind: 'network', loss: 0.2, duplication: 0.3, reordering: 0.5, until: 2000 },
      ] as const;
      const states = lastStates(runShop(carriedState, { seed, faults }).trace);
      const users = (states.get('users') as ServiceState<object>).table;
      for (const node of ['orders', 'shipping', 'invoicing']) {
        const { copies } = states.get(node) as ServiceState;
        for (const [name, row] of Object.entries(users)) expect(copies[`user ${name}`]).toEqual(row);
      }
    }
  });

  it('need fewer messages for a paid order than call-backs', () => {
    const messages = (shop: typeof notification) => runShop(shop).outcome.messages.perPaidOrder!;
    expect(messages(carriedState)).toBeLessThan(messages(notification));
  });
});
