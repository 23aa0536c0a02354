import { describe, expect, it } from 'vitest';
import { append, persist, sync } from '../effects.ts';
import type { DiskFaults } from '../faults.ts';
import type { Effect } from '../program.ts';
import { isTorn } from './disk.ts';
import { atStart, logger } from './testing.ts';
import { createWorld } from './world.ts';

const lazily = { sync: false };

/** What is found on the disk after these effects and a crash. */
function afterCrash(effects: readonly Effect<string>[], disk: Partial<DiskFaults> = {}, seed = 1): unknown {
  const world = createWorld({
    seed,
    nodes: {
      a: logger((input) => (input.kind === 'start' && Object.keys(input.disk).length === 0 ? effects : [])),
    },
    faults: { disk },
    script: [
      { at: 10, do: { kind: 'crash', node: 'a' } },
      { at: 20, do: { kind: 'restart', node: 'a' } },
    ],
  });
  world.run();
  const start = world.trace().events.findLast((event) => event.kind === 'start');
  return start?.disk;
}

describe('a disk', () => {
  it('keeps what was written, the last value of each key, through a crash', () => {
    expect(afterCrash([persist('x', 1), persist('y', [2]), persist('x', 3)])).toEqual({ x: 3, y: [2] });
  });

  it('keeps the records of a key in the order in which they were appended', () => {
    expect(afterCrash([append('log', 'a'), append('log', 'b')])).toEqual({ log: ['a', 'b'] });
  });

  it('goes on appending to a list that was persisted whole', () => {
    const effects = [append('log', 'a'), append('log', 'wrong'), persist('log', ['a']), append('log', 'b')];
    expect(afterCrash(effects)).toEqual({ log: ['a', 'b'] });
  });

  it('loses what was not synced, and keeps what a sync or a synced write came after', () => {
    expect(afterCrash([persist('x', 1), persist('x', 2, lazily)])).toEqual({ x: 1 });
    expect(afterCrash([persist('x', 1, lazily), sync()])).toEqual({ x: 1 });
    expect(afterCrash([persist('x', 1, lazily), persist('y', 2)])).toEqual({ x: 1, y: 2 });
  });

  it('keeps unsynced writes when only the process died', () => {
    expect(afterCrash([persist('x', 1, lazily)], { unsynced: 'kept' })).toEqual({ x: 1 });
  });

  it('keeps the first few of them, by seed, when some survive', () => {
    const effects = ['a', 'b', 'c'].map((record) => append('log', record, lazily));
    const found = Array.from({ length: 40 }, (_, seed) =>
      JSON.stringify(afterCrash(effects, { unsynced: 'some' }, seed)),
    );
    expect(new Set(found)).toEqual(
      new Set(['{}', '{"log":["a"]}', '{"log":["a","b"]}', '{"log":["a","b","c"]}']),
    );
  });

  it('tears the first write that is lost, and no write that was synced', () => {
    const effects = [append('log', 'a'), append('log', 'b', lazily), append('log', 'c', lazily)];
    const { log } = afterCrash(effects, { torn: 1 }) as { log: unknown[] };
    expect(log.map((record) => (isTorn(record) ? 'torn' : record))).toEqual(['a', 'torn']);
    expect(afterCrash([append('log', 'a')], { torn: 1 })).toEqual({ log: ['a'] });
  });

  it('tears a value in its place: the one before is gone', () => {
    const { x } = afterCrash([persist('x', 1), persist('x', 2, lazily)], { torn: 1 }) as { x: unknown };
    expect(isTorn(x)).toBe(true);
    expect(isTorn(1)).toBe(false);
  });

  it('keeps everything when the node is shut down in good order', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(append('log', 'a', lazily))) },
      script: [
        { at: 10, do: { kind: 'stop', node: 'a' } },
        { at: 20, do: { kind: 'restart', node: 'a' } },
      ],
    });
    world.run();
    expect(world.state('a')).toEqual(['start {"log":["a"]}']);
  });

  it('says in the trace which keys a crash has taken from', () => {
    const world = createWorld({
      seed: 1,
      nodes: { a: logger(atStart(persist('x', 1), persist('y', 2, lazily))) },
      script: [{ at: 10, do: { kind: 'crash', node: 'a' } }],
    });
    world.run();
    expect(world.trace().events.at(-1)).toEqual({
      at: 10,
      kind: 'crash',
      node: 'a',
      effects: null,
      lost: ['y'],
    });
  });

  it('can go bad in the middle of a run, and for one node only', () => {
    const writes = logger(atStart(persist('x', 1, lazily)));
    const world = createWorld({
      seed: 1,
      nodes: { a: writes, b: writes },
      script: [
        { at: 5, do: { kind: 'disk', node: 'b', faults: { unsynced: 'kept' } } },
        { at: 10, do: { kind: 'crash', node: 'a' } },
        { at: 10, do: { kind: 'crash', node: 'b' } },
        { at: 20, do: { kind: 'restart', node: 'a' } },
        { at: 20, do: { kind: 'restart', node: 'b' } },
      ],
    });
    world.run();
    expect([world.state('a'), world.state('b')]).toEqual([['start'], ['start {"x":1}']]);
  });
});
