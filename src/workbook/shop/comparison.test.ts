import { describe, expect, it } from 'vitest';
import { runShop } from '../../events/shop/run.ts';
import { allShops } from '../../events/shop/shops.ts';
import { compare } from './comparison.ts';
import { faultIds, opening, switchesOf, toggle } from './setting.ts';

/** Turns that are taken by hand. */
function byHand() {
  const waiting: (() => void)[] = [];
  return {
    turn: () => waiting.shift()?.(),
    later(then: () => void) {
      waiting.push(then);
      return () => void waiting.splice(waiting.indexOf(then), 1);
    },
  };
}

describe('the comparison', () => {
  const inputs = { faults: ['loss'], seed: 4 } as const;

  it('runs every architecture once, a turn each, and first the one that is looked at', () => {
    const turns = byHand();
    const told: string[] = [];
    compare(allShops, inputs, 'event-sourcing', ({ run }) => told.push(run.architecture.name), turns);
    turns.turn();
    expect(told).toEqual(['event-sourcing']);
    for (const _ of allShops) turns.turn();
    expect([...told].sort()).toEqual(allShops.map(({ name }) => name).sort());
  });

  it('gives each the faults and the seed of the setting', () => {
    const turns = byHand();
    let trace: unknown;
    compare(allShops, inputs, allShops[0]!.name, ({ run }) => (trace ??= run.trace), turns);
    turns.turn();
    expect(trace).toEqual(runShop(allShops[0]!, { seed: 4, faults: switchesOf(['loss']) }).trace);
  });

  it('stops when it is given up', () => {
    const turns = byHand();
    let runs = 0;
    const giveUp = compare(allShops, inputs, 'notification', () => (runs += 1), turns);
    turns.turn();
    giveUp();
    for (const _ of allShops) turns.turn();
    expect(runs).toBe(1);
  });
});

describe('the faults of a setting', () => {
  it('are switched on and off, and stay in one order', () => {
    const both = toggle(toggle(opening, 'loss'), 'orders-down');
    expect(both.faults).toEqual(['orders-down', 'loss']);
    expect(toggle(both, 'orders-down').faults).toEqual(['loss']);
  });

  it('set the network once, so that none puts another back', () => {
    const network = switchesOf(faultIds).filter(({ kind }) => kind === 'network');
    expect(network).toEqual([
      { kind: 'network', loss: 0.1, duplication: 0.2, reordering: 0.25, until: 1500 },
    ]);
  });
});
