import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskError, type Disk, type DiskFile } from './disk.ts';
import { linkExercise, type DiskState, type Link } from './disk-link.ts';

/** A page and a disk with a slow, unreliable way between them. */
function setUp({
  page = 'stub',
  file = 'stub' as string | undefined,
  remembered = undefined as string | undefined,
}) {
  const world = {
    file,
    page,
    remembered,
    /** Milliseconds for a request to arrive, and again for its answer. */
    delay: 0,
    up: true,
    states: [] as DiskState[],
    history: [] as string[],
    saved: [] as string[],
    reads: 0,
    writes: [] as string[],
    /** Requests that one page had under way at the same time. */
    mostInFlight: 0,
    lineEnds: 'lf',
    /** Called with what a write of the page replaces. */
    onReplace: (_code: string) => {},
    state: () => world.states.at(-1),
    /** Another editor saves. */
    editorSaves(code: string | undefined) {
      world.file = code;
      if (world.up) listeners.forEach((listener) => listener());
    },
    type(code: string) {
      world.page = code;
      link.edited();
    },
    goDown() {
      world.up = false;
      listeners.forEach((listener) => listener());
    },
    comeUp() {
      world.up = true;
      listeners.forEach((listener) => listener());
    },
    wait: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    reload() {
      link.rest();
      inFlight = { count: 0 };
      link = open();
    },
  };
  const listeners = new Set<() => void>();
  const asFile = (): DiskFile => ({
    version: world.file === undefined ? 'missing' : `${world.lineEnds}-${world.file}`,
    code: world.file,
  });

  let inFlight = { count: 0 };

  async function travel<T>(task: () => T): Promise<T> {
    const ofThisPage = inFlight;
    world.mostInFlight = Math.max(world.mostInFlight, ++ofThisPage.count);
    try {
      if (world.delay) await new Promise((resolve) => setTimeout(resolve, world.delay));
      if (!world.up) throw new DiskError('Nobody answers.');
      const answer = task();
      if (world.delay) await new Promise((resolve) => setTimeout(resolve, world.delay));
      return answer;
    } finally {
      ofThisPage.count--;
    }
  }

  const disk: Disk = {
    read: () =>
      travel(() => {
        world.reads++;
        return asFile();
      }),
    write: (_id, { code, seen, keep }) =>
      travel(() => {
        if (asFile().version !== seen) return { instead: asFile() };
        const before = world.file;
        if (keep && before !== undefined) world.saved.push(before);
        if (before !== undefined) world.onReplace(before);
        world.file = code;
        world.writes.push(code);
        listeners.forEach((listener) => listener());
        return { version: asFile().version, ...(keep && { saved: 'exercises/a/b.saved-now.txt' }) };
      }),
    watch(_id, listener) {
      listeners.add(listener);
      queueMicrotask(listener);
      return () => void listeners.delete(listener);
    },
  };

  function open(): Link {
    const opened = linkExercise({
      id: 'a/b',
      stub: 'stub',
      disk,
      page: {
        code: () => world.page,
        replace(code) {
          world.history.push(world.page);
          world.page = code;
          opened.edited();
        },
      },
      memory: { read: () => world.remembered, write: (code) => (world.remembered = code) },
      onState: (state) => world.states.push(state),
    });
    opened.begin();
    return opened;
  }
  let link = open();
  return Object.assign(world, {
    choose: (side: 'page' | 'file') => link.choose(side),
    flush: () => link.flush(),
    rest: () => link.rest(),
    begin: () => link.begin(),
  });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('typing', () => {
  it('is written after a pause, once, and never while another request is under way', async () => {
    const world = setUp({});
    world.delay = 300;
    await world.wait(1_000);
    for (const code of ['o', 'on', 'one']) {
      world.type(code);
      await world.wait(100);
    }
    expect([world.state()?.kind, world.writes]).toEqual(['saving', []]);
    await world.wait(450);
    world.type('one, two');
    await world.wait(5_000);
    expect(world.writes).toEqual(['one', 'one, two']);
    expect(world.state()).toEqual({ kind: 'linked', by: 'saved' });
    expect(world.mostInFlight).toBe(1);
  });

  it('is written every two seconds when it never pauses', async () => {
    const world = setUp({});
    await world.wait(0);
    for (let i = 1; i <= 50; i++) {
      world.type(`${i}`);
      await world.wait(100);
    }
    expect(world.writes.length).toBeGreaterThanOrEqual(2);
    expect(world.writes.length).toBeLessThanOrEqual(4);
  });

  it('is written at once when the learner goes to another window', async () => {
    const world = setUp({});
    await world.wait(0);
    world.type('mine');
    world.flush();
    await world.wait(0);
    expect(world.file).toBe('mine');
  });

  it('that comes back to what the file has is not written', async () => {
    const world = setUp({});
    await world.wait(0);
    world.type('mine');
    world.type('stub');
    expect(world.state()?.kind).toBe('linked');
    await world.wait(5_000);
    expect(world.writes).toEqual([]);
  });
});

describe('a file saved in another editor', () => {
  it('shows in a page with nothing unsaved, and what the page had goes to the history', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.editorSaves('theirs');
    await world.wait(0);
    expect([world.page, world.history, world.writes]).toEqual(['theirs', ['old'], []]);
    expect(world.state()).toEqual({ kind: 'linked', by: 'taken' });
  });

  it('is not written over: the learner chooses, and goes on typing meanwhile', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.type('mine');
    world.editorSaves('theirs');
    await world.wait(1_000);
    expect(world.state()).toEqual({ kind: 'conflict', page: 'mine', file: 'theirs' });
    world.type('mine, still');
    world.editorSaves('theirs, still');
    await world.wait(1_000);
    expect(world.state()).toEqual({ kind: 'conflict', page: 'mine, still', file: 'theirs, still' });
    expect([world.page, world.file, world.writes]).toEqual(['mine, still', 'theirs, still', []]);
  });

  it('is seen even if nobody tells of it before the page writes', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.file = 'theirs';
    world.type('mine');
    await world.wait(1_000);
    expect(world.state()).toEqual({ kind: 'conflict', page: 'mine', file: 'theirs' });
  });

  it('gives way to mine, and is kept', async () => {
    const world = setUp({ page: 'mine', file: 'theirs' });
    await world.wait(0);
    expect(world.state()?.kind).toBe('conflict');
    world.choose('page');
    await world.wait(0);
    expect([world.file, world.saved, world.history]).toEqual(['mine', ['theirs'], []]);
    expect(world.state()).toEqual({ kind: 'linked', by: 'saved', keptIn: 'exercises/a/b.saved-now.txt' });
    world.type('mine, more');
    await world.wait(1_000);
    expect([world.file, world.saved]).toEqual(['mine, more', ['theirs']]);
  });

  it('takes the place of mine, which is kept', async () => {
    const world = setUp({ page: 'mine', file: 'theirs' });
    await world.wait(0);
    world.choose('file');
    await world.wait(1_000);
    expect([world.page, world.file, world.history, world.writes]).toEqual(['theirs', 'theirs', ['mine'], []]);
    expect(world.state()).toEqual({ kind: 'linked', by: 'taken' });
  });

  it('that changes again before the choice arrives asks again', async () => {
    const world = setUp({ page: 'mine', file: 'theirs' });
    await world.wait(0);
    world.file = 'theirs, later';
    world.choose('page');
    await world.wait(0);
    expect(world.state()).toEqual({ kind: 'conflict', page: 'mine', file: 'theirs, later' });
    expect(world.file).toBe('theirs, later');
  });
});

describe('a file that is removed', () => {
  it('stays away until the next change, which writes it anew', async () => {
    const world = setUp({ page: 'mine', file: 'mine' });
    await world.wait(0);
    world.editorSaves(undefined);
    await world.wait(5_000);
    expect([world.page, world.file, world.state()]).toEqual([
      'mine',
      undefined,
      { kind: 'linked', by: 'gone' },
    ]);
    world.type('more');
    await world.wait(1_000);
    expect([world.file, world.state()]).toEqual(['more', { kind: 'linked', by: 'saved' }]);
  });
});

describe('when the dev server is gone', () => {
  it('says why, and writes what was typed meanwhile when it is back', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.goDown();
    world.type('mine');
    await world.wait(5_000);
    expect(world.state()).toEqual({ kind: 'lost', why: 'Nobody answers.' });
    world.comeUp();
    await world.wait(0);
    expect([world.file, world.state()]).toEqual(['mine', { kind: 'linked', by: 'saved' }]);
  });

  it('tries again at the next pause, if only a write was refused', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.up = false;
    world.type('mine');
    await world.wait(1_000);
    expect(world.state()?.kind).toBe('lost');
    world.up = true;
    world.type('mine, more');
    await world.wait(1_000);
    expect(world.file).toBe('mine, more');
  });
});

describe('over a reload', () => {
  it('a choice that did not reach the disk is asked for again, so that the file is still kept', async () => {
    const world = setUp({ page: 'mine', file: 'theirs' });
    await world.wait(0);
    world.up = false;
    world.choose('page');
    await world.wait(0);
    world.up = true;
    world.reload();
    await world.wait(0);
    expect(world.state()).toEqual({ kind: 'conflict', page: 'mine', file: 'theirs' });
  });

  it('a file that was edited meanwhile shows without a question, since the page was not', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.rest();
    world.file = 'theirs';
    world.begin();
    await world.wait(0);
    expect([world.page, world.history]).toEqual(['theirs', ['old']]);
  });

  it('what the page did not get to write is written', async () => {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.type('mine');
    world.reload();
    await world.wait(0);
    expect(world.file).toBe('mine');
  });
});

it('leaves the file alone while another window has it', async () => {
  const world = setUp({ page: 'old', file: 'old' });
  await world.wait(0);
  world.rest();
  world.type('from the other window');
  world.editorSaves('theirs');
  await world.wait(5_000);
  expect([world.page, world.file, world.state()]).toEqual([
    'from the other window',
    'theirs',
    { kind: 'elsewhere' },
  ]);
});

describe('when its turn comes after another window’s', () => {
  /** A page that has begun, and rests while another window writes. */
  async function resting() {
    const world = setUp({ page: 'old', file: 'old' });
    await world.wait(0);
    world.rest();
    return world;
  }

  it('takes what an editor saved over the text of that window', async () => {
    const world = await resting();
    world.page = world.remembered = 'from the other window';
    world.file = 'theirs';
    world.begin();
    await world.wait(1_000);
    expect([world.page, world.state()]).toEqual(['theirs', { kind: 'linked', by: 'taken' }]);
  });

  it('writes what that window did not get to write', async () => {
    const world = await resting();
    world.remembered = world.file = 'from the other window';
    world.page = 'from the other window, and more';
    world.begin();
    await world.wait(1_000);
    expect([world.file, world.state()?.kind]).toEqual(['from the other window, and more', 'linked']);
  });

  it('does not take its own text for a change, when it has not heard of what that window wrote', async () => {
    const world = await resting();
    world.remembered = world.file = 'from the other window';
    world.begin();
    await world.wait(1_000);
    expect([world.page, world.file]).toEqual(['from the other window', 'from the other window']);
  });
});

it('takes line ends of either kind for the same', async () => {
  const world = setUp({ page: 'a\r\nb\r\n', file: 'a\nb\n' });
  await world.wait(1_000);
  expect([world.state(), world.writes]).toEqual([{ kind: 'linked', by: 'same' }, []]);
});

it('writes over a file of which only the line ends have changed', async () => {
  const world = setUp({ page: 'old', file: 'old' });
  await world.wait(0);
  world.lineEnds = 'crlf';
  world.type('mine');
  await world.wait(1_000);
  expect([world.file, world.state()?.kind]).toEqual(['mine', 'linked']);
});

describe('whatever happens, in any order', () => {
  type Act = [
    act: 'type' | 'editor' | 'remove' | 'page' | 'file' | 'down' | 'up' | 'reload' | 'wait',
    ms: number,
  ];
  const acts = fc.array(
    fc.tuple(
      fc.constantFrom<Act[0]>(
        'type',
        'type',
        'type',
        'editor',
        'editor',
        'remove',
        'page',
        'file',
        'down',
        'up',
        'reload',
        'wait',
      ),
      fc.nat(900),
    ),
    { maxLength: 40 },
  );

  it('no text is lost on either side, and in the end both are the same or the learner is asked', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(400), async (script, delay) => {
        const world = setUp({ page: 'stub', file: 'stub' });
        world.delay = delay;
        const shown = new Set(['stub']);
        const lost: string[] = [];
        world.onReplace = (replaced) => {
          // The page writes only over what it wrote itself, what it has shown, or what is kept beside the file.
          const known =
            shown.has(replaced) || world.writes.includes(replaced) || world.saved.includes(replaced);
          if (!known) lost.push(replaced);
        };
        let typed: string | undefined;
        for (const [index, [act, ms]] of script.entries()) {
          if (act === 'type') world.type((typed = `typed ${index}`));
          else if (act === 'editor') world.editorSaves(`editor ${index}`);
          else if (act === 'remove') world.editorSaves(undefined);
          else if (act === 'page' || act === 'file') world.choose(act);
          else if (act === 'down') world.goDown();
          else if (act === 'up') world.comeUp();
          else if (act === 'reload') world.reload();
          await world.wait(ms);
          shown.add(world.page);
          if (typed !== undefined) expect([world.page, ...world.history], 'what was typed').toContain(typed);
        }
        world.comeUp();
        await world.wait(20_000);
        expect(lost, 'what another editor saved').toEqual([]);
        expect(world.mostInFlight, 'requests at a time').toBeLessThanOrEqual(1);
        const state = world.state();
        if (state?.kind === 'conflict') expect(state).toMatchObject({ page: world.page, file: world.file });
        else if (world.file === undefined) expect(state).toEqual({ kind: 'linked', by: 'gone' });
        else expect([state?.kind, world.page]).toEqual(['linked', world.file]);
      }),
      { numRuns: 300 },
    );
  });
});
