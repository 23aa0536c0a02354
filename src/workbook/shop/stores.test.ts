import { describe, expect, it } from 'vitest';
import type { StoreView } from '../../events/shop/architecture.ts';
import { parseScenario, runScenario, send, type System } from '../../sim/index.ts';
import { storesOf, type ShownRow } from './stores.ts';

/** A table that is overwritten by `x 1`, and a queue of what it has not sent on: `go` sends the oldest. */
interface Desk {
  readonly rows: readonly string[];
  readonly queue: readonly string[];
}

const desk: System<Desk, string, string> = {
  nodes: ['desk', 'shelf'],
  readCommand: (words) => words,
  program: () => ({
    init: () => ({ rows: [], queue: [] }),
    step(state, input) {
      if (input.kind !== 'request') return { state, effects: [] };
      const words = input.command;
      if (words === 'go')
        return {
          state: { ...state, queue: state.queue.slice(1) },
          effects: [send('shelf', state.queue[0]!)],
        };
      const [key] = words.split(' ');
      const isThere = state.rows.some((row) => row.startsWith(`${key} `));
      const rows = isThere
        ? state.rows.map((row) => (row.startsWith(`${key} `) ? words : row))
        : [...state.rows, words];
      return { state: { rows, queue: [...state.queue, words] }, effects: [] };
    },
  }),
};

const { trace } = runScenario(
  desk,
  parseScenario(
    `seed 1
    latency 1ms
    at 10ms client c sends x 1 to desk
    at 20ms client c sends y 1 to desk
    at 30ms client c sends x 2 to desk
    at 40ms client c sends go to desk
    at 50ms crash desk
    at 60ms restart desk
    until 100ms`,
    desk,
  ),
);

const stores = storesOf(
  {
    stores: (_node, state): StoreView[] => {
      const { rows, queue } = state as Desk;
      return [
        { name: 'things', kind: 'table', rows },
        { name: 'outbox', kind: 'queue', rows: queue },
      ];
    },
  },
  trace,
);
const at = (time: number) => stores(trace.events.findLastIndex((event) => event.at <= time))[0]!;
const rows = (time: number, store = 0): readonly ShownRow[] => at(time).stores[store]!.rows;

describe('the stores of a run', () => {
  it('fill as the run goes on', () => {
    expect(rows(5)).toEqual([]);
    expect(rows(11).map(({ text }) => text)).toEqual(['x 1']);
    expect(rows(21).map(({ text }) => text)).toEqual(['x 1', 'y 1']);
  });

  it('say when each row was written', () => {
    expect(rows(45).map(({ text, at }) => [text, at])).toEqual([
      ['x 2', 31],
      ['y 1', 21],
    ]);
  });

  it('mark what the moment has written, and nothing older', () => {
    expect(rows(21).map(({ mark }) => mark)).toEqual([null, 'new']);
    expect(rows(45).map(({ mark }) => mark)).toEqual([null, null]);
  });

  it('mark a row that was overwritten, with what it was', () => {
    expect(rows(31)[0]).toEqual({ text: 'x 2', at: 31, mark: 'changed', before: 'x 1' });
    expect(rows(31)[1]!.mark).toBeNull();
  });

  it('show what leaves a queue, at the moment in which it leaves', () => {
    expect(rows(41, 1).map(({ text, mark }) => [text, mark])).toEqual([
      ['x 1', 'gone'],
      ['y 1', null],
      ['x 2', null],
    ]);
    expect(rows(45, 1).map(({ text }) => text)).toEqual(['y 1', 'x 2']);
  });

  it('stay in sight while a node is down, and go when it starts without them', () => {
    expect(at(55)).toMatchObject({ node: 'desk', isUp: false });
    expect(rows(55)).toHaveLength(2);
    expect(at(65)).toMatchObject({ isUp: true });
    expect(rows(65).map(({ mark }) => mark)).toEqual(['gone', 'gone']);
  });

  it('are those of the end when no moment is chosen', () => {
    expect(stores(null)[0]!.stores[0]!.rows).toEqual([]);
  });
});
