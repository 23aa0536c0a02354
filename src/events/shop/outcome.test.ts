import { describe, expect, it } from 'vitest';
import { notification } from './notification/index.ts';
import { brokenPromises } from './promises.ts';
import { runShop } from './run.ts';
import { tell } from './stories.ts';

const paid = tell(
  [50, 'ana', 'create ana in Berlin, DE'],
  [200, 'ana', 'order 1: lamp for 200.00 by ana'],
  [300, 'ana', 'pay 1'],
  [305, 'ana', 'pay 1'],
  [600, 'ana', 'list shipped'],
);

describe('The outcome of a story', () => {
  const { outcome, trace } = runShop(notification, { story: paid });

  it('tells what each request came to, and how many messages it set off', () => {
    expect(outcome.requests.map(({ words, reply }) => [words, reply])).toEqual([
      ['create ana in Berlin, DE', { kind: 'done' }],
      ['order 1: lamp for 200.00 by ana', { kind: 'done' }],
      ['pay 1', { kind: 'done' }],
      ['pay 1', { kind: 'refused', sentence: 'Order 1 is paid already.' }],
      ['list shipped', { kind: 'answer', lines: ['order 1: lamp for ana'] }],
    ]);
    const sent = trace.events.filter((event) => event.kind === 'send' && event.role === 'message').length;
    const counted = outcome.requests.reduce((sum, { messages }) => sum + messages, 0);
    expect(counted).toBe(sent);
    expect(outcome.messages.all).toBe(sent);
  });

  it('tells of an order what it cost, what left the house for it, and since when readers show it', () => {
    const [order] = outcome.orders;
    expect(order).toMatchObject({ order: 1, item: 'lamp', user: 'ana', total: 18_000, paid: true });
    expect(order!.parcels).toMatchObject([{ address: 'Berlin', home: 'Berlin' }]);
    expect(order!.invoices).toMatchObject([{ total: 18_000, tax: 3_420 }]);
    const [shipped, revenue] = order!.seen;
    expect(shipped).toMatchObject({ query: 'list-shipped', node: 'orders' });
    expect(shipped!.at).toBeGreaterThan(order!.parcels[0]!.at);
    expect(revenue).toMatchObject({ query: 'show-revenue', node: 'invoicing', at: order!.invoices[0]!.at });
    expect(revenue!.lag).toBe(order!.invoices[0]!.at - order!.paidAt!);
  });

  it('is silent about who was never answered, and empty for a node that is down', () => {
    const fault = { kind: 'down', node: 'users', from: 10, until: 400 } as const;
    const { requests, stores, orders } = runShop(notification, {
      story: paid,
      faults: [fault],
      until: 190,
    }).outcome;
    expect(requests).toMatchObject([{ words: 'create ana in Berlin, DE', reply: null, repliedAt: null }]);
    expect(stores.find(({ node }) => node === 'users')).toEqual({ node: 'users', up: false, stores: [] });
    expect(orders).toEqual([]);
  });

  it('belongs to a fault that ends after it begins', () => {
    const fault = { kind: 'down', node: 'users', from: 400, until: 400 } as const;
    expect(() => runShop(notification, { faults: [fault] })).toThrow(
      new RangeError('The fault “down” is to last from 400 until 400 ms. Let it end after it begins.'),
    );
  });
});

describe('A broken promise', () => {
  const run = runShop(notification, { story: paid });
  const [order] = run.outcome.orders;
  const brokenIn = (changed: Partial<typeof order>) =>
    brokenPromises({ ...run, outcome: { ...run.outcome, orders: [{ ...order!, ...changed }] } });

  it('is none where everything went well', () => {
    expect(brokenPromises(run)).toEqual([]);
  });

  it('is told in a sentence: shipped twice, never invoiced, a wrong amount', () => {
    expect(brokenIn({ parcels: [...order!.parcels, ...order!.parcels] })).toContain(
      'Order 1 was shipped 2 times, and 1 is due.',
    );
    expect(brokenIn({ invoices: [] })).toContain('Order 1 was invoiced 0 times, and 1 is due.');
    expect(brokenIn({ invoices: [{ ...order!.invoices[0]!, total: 20_000 }] })).toContain(
      'Order 1 costs 180.00, and was invoiced at 200.00 + 34.20 tax.',
    );
  });

  it('is told in a sentence: answered and lost, refused and done, a reader that shows something else', () => {
    expect(brokenPromises({ ...run, outcome: { ...run.outcome, orders: [] } })).toEqual(
      expect.arrayContaining([
        '“order 1: lamp for 200.00 by ana” was answered to ana, and is missing in the end.',
        '“pay 1” was answered to ana, and is missing in the end.',
        'orders shows “order 1: lamp for ana” for list-shipped, and it is to come to “”.',
      ]),
    );
    const refused = run.outcome.requests.map((each) =>
      each.request.kind === 'pay-order'
        ? { ...each, reply: { kind: 'refused', sentence: 'No.' } as const }
        : each,
    );
    expect(brokenPromises({ ...run, outcome: { ...run.outcome, requests: refused } })).toContain(
      '“pay 1” was refused to ana, and took effect all the same.',
    );
  });
});
