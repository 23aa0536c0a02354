import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario, type Trace } from '../../sim/index.ts';
import { bandHeight, boxOf, excerptOf, fittingZoom, gutter, layOut } from './layout.ts';
import { plotOf } from './plot.ts';
import { relay } from './testing.ts';
import { wordingOf } from './wording.ts';

const run = (lines: string): Trace =>
  runScenario(relay, parseScenario(`seed 1\nlatency 5ms to 15ms\n${lines}`, relay)).trace;
const requests = (count: number) =>
  Array.from({ length: count }, (_, n) => `at ${10 + 7 * n}ms client c sends x${n} to n1`).join('\n');

const trace = run(`loss 10%\n${requests(60)}`);
const plot = plotOf(trace);
const layout = layOut(plot, { width: 720, zoom: 1 }, wordingOf(trace));

describe('the layout', () => {
  it('stands the lanes side by side within the width', () => {
    const xs = layout.columns.map(({ x }) => x);
    expect(layout.width).toBe(720);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(Math.min(...xs)).toBeGreaterThan(gutter);
    expect(Math.max(...xs)).toBeLessThan(720);
  });

  it('grows beyond a width in which the lanes would have no room', () => {
    expect(layOut(plot, { width: 200, zoom: 1 }).width).toBeGreaterThan(200);
  });

  it('lets time run down: no arrow rises', () => {
    for (const { y1, y2 } of layout.arrows) expect(y2).toBeGreaterThan(y1);
  });

  it('lets arrows begin and end at the marks of their moments', () => {
    for (const { flight, x1, y1, x2, y2, end } of layout.arrows) {
      expect(layout.marks[flight.sent]).toMatchObject({ x: x1, y: y1 });
      if (end === 'arrives') expect(layout.marks[flight.ended!]).toMatchObject({ x: x2, y: y2 });
    }
  });

  it('stops a lost message short of its receiver', () => {
    const lost = layout.arrows.filter(({ end }) => end === 'lost');
    expect(lost.length).toBeGreaterThan(3);
    for (const { flight, x1, x2 } of lost) {
      const far = layout.columns[flight.to]!.x;
      expect(Math.abs(x2 - x1)).toBeLessThan(Math.abs(far - x1));
    }
  });

  it('grows with the zoom', () => {
    const twice = layOut(plot, { width: 720, zoom: 2 });
    expect(twice.height).toBeGreaterThan(1.8 * layout.height);
    expect(twice.columns).toEqual(layout.columns);
  });

  it('writes no label over another one or over a mark', () => {
    const boxes = layout.labels.map(boxOf);
    expect(boxes.length).toBeGreaterThan(40);
    boxes.forEach((a, index) => {
      for (const b of boxes.slice(index + 1))
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
      for (const { x, y } of layout.marks)
        expect(a.left < x && x < a.right && a.top < y && y < a.bottom).toBe(false);
    });
  });

  it('fills the height with a short run, within what can be read', () => {
    const short = plotOf(run('at 10ms client c sends A to n1'));
    const zoom = fittingZoom(short, 400);
    expect(zoom).toBeGreaterThan(1);
    expect(layOut(short, { width: 720, zoom }).height).toBeLessThanOrEqual(401);
    expect(fittingZoom(plot, 400)).toBe(0.8);
  });
});

describe('an excerpt', () => {
  it('holds everything that can be seen between two heights', () => {
    const [top, bottom] = [layout.height / 3, layout.height / 3 + 400];
    const excerpt = excerptOf(layout, top, bottom);
    const marks = layout.marks.filter(({ y }) => y >= top && y <= bottom);
    const arrows = layout.arrows.filter(({ y1, y2 }) => y2 >= top && y1 <= bottom);
    expect(marks.length).toBeGreaterThan(5);
    expect(excerpt.marks).toEqual(expect.arrayContaining(marks));
    expect(excerpt.arrows).toEqual(expect.arrayContaining(arrows));
  });

  it('holds little more than that, however long the run', () => {
    const long = run(requests(1_500));
    expect(long.events.length).toBeGreaterThan(10_000);
    const whole = layOut(plotOf(long), { width: 720, zoom: 1 }, wordingOf(long));
    const { marks, arrows } = excerptOf(whole, whole.height / 2, whole.height / 2 + 400);
    expect(marks.length + arrows.length).toBeLessThan(200);
  });

  it('of the whole picture draws everything once', () => {
    const excerpt = excerptOf(layout, 0, layout.height);
    expect(excerpt.arrows).toHaveLength(layout.arrows.length);
    expect(excerpt.marks).toHaveLength(layout.marks.length);
    expect(excerpt.labels).toHaveLength(layout.labels.length);
  });

  it('reaches an arrow that is longer than a band from every band it crosses', () => {
    const slow = run('latency 900ms on n1 -> n2\nat 10ms client c sends A to n1\n' + requests(80));
    const long = layOut(plotOf(slow), { width: 720, zoom: 1 });
    const arrow = long.arrows.find(({ y1, y2 }) => y2 - y1 > 3 * bandHeight)!;
    const middle = (arrow.y1 + arrow.y2) / 2;
    expect(excerptOf(long, middle, middle + 10).arrows).toContain(arrow);
  });

  it('of a place beyond the picture is its end', () => {
    expect(excerptOf(layout, 10 * layout.height, 11 * layout.height).bottom).toBeLessThanOrEqual(
      layout.height,
    );
  });
});
