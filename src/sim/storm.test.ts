import { describe, expect, it } from 'vitest';
import type { Storm } from './intervention.ts';
import { drawStorm } from './storm.ts';
import { logger } from './world/testing.ts';
import { createWorld } from './world/world.ts';

const storm = (of: Storm['of']): Storm => ({
  kind: 'storm',
  of,
  every: 100,
  lasting: [10, 50],
  until: 10_000,
});
const nodes = ['a', 'b', 'c'];

describe('drawStorm', () => {
  it.each<[Storm['of'], readonly string[]]>([
    ['crashes', ['crash', 'restart']],
    ['pauses', ['pause', 'resume']],
    ['cuts', ['cut', 'heal']],
    ['partitions', ['partition', 'heal']],
  ])('of %s strikes about as often as told, in order, and remedies each stroke', (of, [strike, remedy]) => {
    const script = drawStorm(storm(of), 0, 1, nodes);
    const kinds = (kind: string) => script.filter((line) => line.do.kind === kind);
    expect(kinds(strike!).length).toBeGreaterThan(of === 'partitions' ? 50 : 75);
    expect(kinds(strike!).length).toBeLessThan(130);
    expect(kinds(remedy!).length).toBeGreaterThanOrEqual(kinds(strike!).length);
    expect(script.map(({ at }) => at)).toEqual(script.map(({ at }) => at).sort((one, other) => one - other));
  });

  it('is over when it says so, and has not begun before it begins', () => {
    const script = drawStorm({ ...storm('crashes'), until: 1000 }, 700, 3, nodes);
    expect(script.length).toBeGreaterThan(0);
    expect(script.every(({ at }) => at > 700 && at <= 1000)).toBe(true);
  });

  it('keeps the lengths that it was given', () => {
    const script = drawStorm(storm('crashes'), 0, 1, ['a']);
    const down = script.filter((line) => line.do.kind === 'crash').map(({ at }) => at);
    for (const at of down.slice(0, -1)) {
      expect(
        script.some((line) => line.do.kind === 'restart' && line.at >= at + 10 && line.at <= at + 50),
      ).toBe(true);
    }
  });

  it('is another for another seed and another time, and the same for the same', () => {
    const drawn = (begins: number, seed: number) =>
      JSON.stringify(drawStorm(storm('cuts'), begins, seed, nodes));
    expect(drawn(0, 1)).toBe(drawn(0, 1));
    expect(new Set([drawn(0, 1), drawn(0, 2), drawn(5, 1)]).size).toBe(3);
  });

  it('cuts nobody off from itself', () => {
    expect(drawStorm(storm('cuts'), 0, 1, ['a'])).toEqual([]);
    expect(drawStorm(storm('partitions'), 0, 1, ['a'])).toEqual([]);
  });
});

describe('a storm in a world', () => {
  it('does what was drawn, and leaves everybody well', () => {
    const world = createWorld({
      seed: 5,
      nodes: { a: logger(), b: logger(), c: logger() },
      script: (['crashes', 'pauses'] as const).map((of) => ({ at: 100, do: storm(of) })),
    });
    world.run({ until: 100 });
    const count = (kind: string) => world.trace().events.filter((event) => event.kind === kind).length;
    expect(count('crash')).toBe(0);
    world.run();
    expect(count('crash')).toBeGreaterThan(30);
    expect(count('pause')).toBeGreaterThan(30);
    expect(nodes.map(world.status)).toEqual(['up', 'up', 'up']);
  });
});
