import { describe, expect, it } from 'vitest';
import { setTimer } from '../effects.ts';
import type { ClockFaults } from '../faults.ts';
import type { Program } from '../program.ts';
import { createClock } from './clock.ts';
import { createWorld } from './world.ts';

describe('a clock', () => {
  it('shows the true time when nothing is wrong with it', () => {
    const clock = createClock();
    expect([0, 1, 12_345].map(clock.read)).toEqual([0, 1, 12_345]);
    expect(clock.spanOf(150)).toBe(150);
  });

  it('is ahead or behind by as much as it was told', () => {
    expect(createClock({ ahead: 30 }).read(100)).toBe(130);
    expect(createClock({ ahead: -30 }).read(100)).toBe(70);
  });

  it('counts a second too early when it runs fast, and too late when it runs slow', () => {
    const fast = createClock({ drift: 100_000 });
    expect(fast.read(1000)).toBe(1100);
    expect(fast.spanOf(1100)).toBe(1000);
    const slow = createClock({ drift: -200_000 });
    expect(slow.read(1000)).toBe(800);
    expect(slow.spanOf(800)).toBe(1000);
  });

  it('does not jump when it begins to drift, and jumps when it is set', () => {
    const clock = createClock();
    clock.change({ drift: 1_000_000 }, 100);
    expect([100, 101, 110].map(clock.read)).toEqual([100, 102, 120]);
    clock.change({ ahead: 0 }, 200);
    expect([200, 210].map(clock.read)).toEqual([200, 220]);
    clock.change({ drift: 0 }, 210);
    expect([210, 220].map(clock.read)).toEqual([220, 230]);
  });
});

describe('clock skew in a world', () => {
  /** Asks for a timer of 100 ms again and again, and keeps what its clock says. */
  const watch: Program<readonly number[], never> = {
    init: () => [],
    step: (readings, { clock }) => ({ state: [...readings, clock], effects: [setTimer('tick', 100)] }),
  };
  const run = (clocks: Record<string, Partial<ClockFaults>>) => {
    const world = createWorld({ seed: 1, nodes: { a: watch, b: watch }, faults: { clocks } });
    world.run({ until: 1000 });
    return { a: world.state('a'), b: world.state('b') };
  };

  it('gives each node its own reading, and makes the timers of a fast clock fire early', () => {
    const { a, b } = run({ a: { drift: 100_000, ahead: 5 } });
    expect(b).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
    expect(a.slice(0, 3)).toEqual([5, 105, 205]);
    expect(a.length).toBeGreaterThan(b.length - 1);
  });
});
