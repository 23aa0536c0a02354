import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario } from '../../../sim/index.ts';
import type { EventStore } from '../../event-store.ts';
import type { OrderEvent } from '../deciders/orders.ts';
import { twoTills } from './system.ts';

function play(expects: boolean, seed: number) {
  const system = twoTills(expects);
  const lines = [
    `seed ${seed}`,
    'at 20ms client ana sends order 7: lamp for 40.00 by ana to till-1',
    'at 300ms loss 10%',
    'duplication 20%',
    'reordering 20%',
    'at 400ms client ana sends pay 7 to till-1',
    'at 405ms client bob sends pay 7 to till-2',
  ];
  const { world, trace, failure } = runScenario(system, parseScenario(lines.join('\n'), system));
  const { events } = world.state('store') as EventStore<OrderEvent>;
  const replies = trace.events.flatMap((event) =>
    event.kind === 'return' && (event.node === 'bob' || event.request === 2)
      ? [(event.reply as { readonly kind: string }).kind]
      : [],
  );
  return { failure, paid: events.filter(({ event }) => event.type === 'OrderPaid').length, replies };
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

describe('two tills over one event store', () => {
  it('take one payment, and refuse the other, when they append with the version that they have read', () => {
    for (const seed of seeds) {
      const { failure, paid, replies } = play(true, seed);
      expect(failure, `seed ${seed}`).toBeNull();
      expect(paid, `seed ${seed}`).toBe(1);
      expect([...replies].sort(), `seed ${seed}`).toEqual(['done', 'refused']);
    }
  });

  it('take both payments, now and then, when they append whatever the version is', () => {
    const paid = seeds.map((seed) => play(false, seed).paid);
    expect(paid).toContain(2);
    expect(paid).toContain(1);
  });
});
