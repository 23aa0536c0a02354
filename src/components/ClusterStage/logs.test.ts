import { describe, expect, it } from 'vitest';
import { frameAt, type Frame, type Frames } from './frames.ts';
import { stageOf } from './layout.ts';
import { leaderOf, logsOf, type LogGrid } from './logs.ts';
import { after, at } from './playhead.ts';
import { calm, film } from './testing.ts';

function gridAt(frames: Frames, frame: Frame, width = 758): LogGrid {
  const stage = stageOf(width, frames.trace);
  const { longestLog } = frames;
  return logsOf(stage, frame.nodes, {
    longestLog,
    leader: leaderOf(frame.nodes)?.server ?? null,
    other: null,
  });
}
const grid = (frames: Frames, time: number, width?: number) =>
  gridAt(frames, frameAt(frames, at(frames, time)), width);
const rowOf = ({ rows }: LogGrid, name: string) => rows.find(({ node }) => node.name === name)!;
const requests = (count: number, from: number) =>
  Array.from({ length: count }, (_, at) => `at ${from + at * 4}ms client c sends set x ${at} to n1`).join(
    '\n',
  );

describe('the logs', () => {
  const frames = film(3, `${calm}until 400ms`);

  it('have an entry of one index at one place in all rows', () => {
    const { rows } = grid(frames, 399);
    const places = rows.map(({ cells }) => cells.map(({ index, x }) => `${index} ${x}`).join());
    expect(new Set(places).size).toBe(1);
    expect(rows[0]!.cells.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it('show an entry as committed on a server that knows it, and as uncertain on one that does not', () => {
    const now = grid(frames, 232);
    expect(rowOf(now, 'n1').cells.map(({ committed }) => committed)).toEqual([true, true, false]);
    expect(rowOf(now, 'n2').cells.map(({ committed }) => committed)).toEqual([true, false, false]);
  });

  it('have a line below what is committed, and a mark below what was applied last', () => {
    const { cells, committed, applied } = rowOf(grid(frames, 399), 'n2');
    const cell = cells[1]!.x - cells[0]!.x;
    expect(committed).toEqual({ from: cells[0]!.x, to: cells[2]!.x + cell });
    expect(applied).toBeCloseTo(cells[2]!.x + cell / 2);
  });

  it('say what the leader of the latest term thinks of the others', () => {
    const { columns, cell, rows } = grid(frames, 399);
    const { match, next } = rowOf({ rows } as LogGrid, 'n3');
    expect(match).toBeCloseTo(columns[2]!.x + cell / 2);
    expect(next).toBeCloseTo(columns[3]!.x + cell / 2);
  });

  it('of one that is down have no line: what it knew of commits is gone', () => {
    const down = rowOf(grid(film(3, `${calm}at 300ms crash n2\nuntil 350ms`), 320), 'n2');
    expect(down.cells).toHaveLength(3);
    expect([down.committed, down.applied]).toEqual([null, null]);
  });

  it('say what entries say where cells are wide enough, and only there', () => {
    expect(rowOf(grid(frames, 399), 'n1').cells.map(({ words }) => words)).toEqual([
      'no-op',
      'set x 1',
      'set y 2',
    ]);
    const long = film(3, `${calm}${requests(30, 250)}\nuntil 600ms`);
    expect(rowOf(grid(long, 599), 'n1').cells.every(({ words }) => words === '')).toBe(true);
  });
});

describe('a long log', () => {
  const frames = film(3, `${calm}at 225ms crash n3\n${requests(60, 250)}\nuntil 800ms`, {
    snapshotAfter: 1_000,
  });

  it.each([758, 356])('shows its end on %i pixels, and tells how many entries stand before', (width) => {
    const { first, columns, rows } = grid(frames, 799, width);
    const { cells } = rows[0]!;
    expect(cells.at(-1)!.index).toBe(63);
    expect(cells[0]!.index).toBe(first);
    expect(first).toBeGreaterThan(40);
    expect(columns.map(({ index }) => index)).toContain(64);
    const stage = stageOf(width, frames.trace);
    expect(columns.at(-1)!.x).toBeLessThan(stage.logs.x + stage.logs.width);
  });

  it('says where one ends that ends before what is shown', () => {
    expect(rowOf(grid(frames, 799), 'n3')).toMatchObject({ endsAt: 2, cells: [] });
    expect(rowOf(grid(frames, 799), 'n1').endsAt).toBeNull();
  });

  it('keeps its cells as wide as they are while it grows', () => {
    const widths = [300, 500, 799].map((time) => grid(frames, time).cell);
    expect(new Set(widths).size).toBe(1);
  });
});

describe('a log with a snapshot', () => {
  const frames = film(3, `${calm}${requests(12, 250)}\nuntil 500ms`, { snapshotAfter: 8 });

  it('has one block in the place of the entries that are in it', () => {
    const { columns, rows, cell } = grid(frames, 499);
    const { folded, cells } = rows[0]!;
    expect(folded!.upTo).toBeGreaterThan(0);
    expect(cells[0]!.index).toBe(folded!.upTo + 1);
    expect(folded!.x).toBe(columns[0]!.x);
    expect(folded!.x + folded!.width).toBeCloseTo(cells[0]?.x ?? folded!.x + folded!.upTo * cell);
  });
});

describe('compared with another future', () => {
  it('an entry is marked that is another one there, or none', () => {
    const [one, other] = [film(3, `${calm}until 400ms`), film(3, `${calm}at 205ms crash n1\nuntil 400ms`)];
    const [here, there] = [one, other].map((frames) => frameAt(frames, after(frames, 9_999)));
    const { rows } = logsOf(stageOf(758, one.trace), here!.nodes, {
      longestLog: one.longestLog,
      leader: null,
      other: new Map(there!.nodes.map(({ name, server }) => [name, server])),
    });
    expect(rowOf({ rows } as LogGrid, 'n2').cells.map(({ differs }) => differs)).toEqual([false, true, true]);
  });
});
