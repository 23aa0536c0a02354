import { describe, expect, it } from 'vitest';
import { laneOf, pointOn, stageOf, type Place, type Stage } from './layout.ts';
import { serversOf } from './testing.ts';

const counts = [3, 4, 5, 6, 7];
const widths = [320, 356, 608, 758, 1100];
const cases = counts.flatMap((count) => widths.map((width) => [count, width] as const));
const stage = (count: number, width: number): Stage =>
  stageOf(width, { nodes: serversOf(count), clients: ['c', 'd'] });
const far = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y);

describe('the stage', () => {
  it.each(cases)('has room for %i servers on %i pixels, with their names and timers', (count, width) => {
    const { nodes, radius, height, logs } = stage(count, width);
    for (const { x, y } of nodes) {
      expect(x - radius - 8).toBeGreaterThanOrEqual(0);
      expect(x + radius + 8).toBeLessThanOrEqual(width);
      expect(y - radius - 8).toBeGreaterThanOrEqual(0);
      expect(y + radius + 26).toBeLessThanOrEqual(height);
    }
    expect(logs.x + logs.width).toBeLessThanOrEqual(width);
    expect(logs.y + logs.rowHeight * count).toBeLessThanOrEqual(height);
  });

  it.each(cases)('lets no two of %i servers touch on %i pixels', (count, width) => {
    const { nodes, radius } = stage(count, width);
    nodes.forEach((one, index) =>
      nodes.slice(index + 1).forEach((other) => expect(far(one, other)).toBeGreaterThan(2 * radius + 14)),
    );
  });

  it('has the first server at the top, and the second to its right', () => {
    const [first, second] = stage(5, 758).nodes;
    expect(Math.min(...stage(5, 758).nodes.map(({ y }) => y))).toBe(first!.y);
    expect(second!.x).toBeGreaterThan(first!.x);
  });

  it('has the logs beside the ring where there is room, and below it on a phone', () => {
    const [wide, phone] = [stage(5, 758), stage(5, 356)];
    expect(Math.max(...wide.nodes.map(({ x }) => x)) + wide.radius).toBeLessThan(wide.logs.x);
    expect(Math.max(...phone.nodes.map(({ y }) => y)) + phone.radius).toBeLessThan(phone.logs.y);
  });

  it('does not change with the moment: the same width and servers give the same places', () => {
    expect(stage(5, 758)).toEqual(stage(5, 758));
  });

  it.each(counts)('lets no way from a client to one of %i servers lead through another', (count) => {
    const { nodes, clients, radius } = stage(count, 758);
    for (const client of clients)
      for (const node of nodes)
        for (const other of nodes.filter((each) => each !== node)) {
          const nearest = Math.min(
            ...Array.from({ length: 50 }, (_, part) =>
              far(other, {
                name: '',
                x: client.x + ((node.x - client.x) * part) / 50,
                y: client.y + ((node.y - client.y) * part) / 50,
              }),
            ),
          );
          expect(nearest).toBeGreaterThan(radius);
        }
  });
});

describe('a way between two servers', () => {
  const place = stage(5, 758);

  it('keeps clear of the way back, so that messages do not run into each other', () => {
    const [there, back] = [laneOf(place, 'n1', 'n3')!, laneOf(place, 'n3', 'n1')!];
    const [a, b] = [pointOn(there, 0.5), pointOn(back, 0.5)];
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeCloseTo(10);
  });

  it('begins and ends outside of both', () => {
    const { x1, y1, x2, y2 } = laneOf(place, 'n1', 'n3')!;
    const [from, to] = [place.nodes[0]!, place.nodes[2]!];
    expect(Math.hypot(x1 - from.x, y1 - from.y)).toBeGreaterThan(place.radius);
    expect(Math.hypot(x2 - to.x, y2 - to.y)).toBeGreaterThan(place.radius);
  });

  it('is not there between names that nobody bears', () => {
    expect(laneOf(place, 'n1', 'n9')).toBeUndefined();
    expect(laneOf(place, 'n1', 'n1')).toBeUndefined();
  });
});
