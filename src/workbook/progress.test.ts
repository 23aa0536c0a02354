import { describe, expect, it } from 'vitest';
import { concludeVerdict } from '../grading/verdict.ts';
import { createJournal } from './journal.ts';
import { createProgress } from './progress.ts';
import { memoryStorage, type Storage } from './storage.ts';
import { itemsOf, smallStorage } from './testing.ts';
import type { Mark } from './versions.ts';

const id = 'state-machines/bank-account';
const subject = `exercise:${id}` as const;
const files = (text: string) => ({ '/bank-account.ts': text });
const stub = files('stub');
const edited: Mark = { what: 'edited' };
const minute = 60_000;

function open(storage: Storage | undefined, time = { now: 1_000 }, session = 'me') {
  return createProgress(createJournal(storage), { now: () => time.now, session });
}

const verdict = (passed: number, total = 2) =>
  concludeVerdict(
    id,
    Array.from({ length: total }, (_, n) => ({ name: `${n}`, state: n < passed ? 'passed' : 'todo' })),
  );

describe('the progress store', () => {
  it('gives back what was saved, from another store on the same storage', () => {
    const storage = memoryStorage();
    expect(open(storage).save(subject, stub, files('mine'), edited)).toBe('saved');
    expect(open(storage).readFiles(subject, stub)).toEqual(files('mine'));
  });

  it('shows the course’s own text until there is another', () => {
    expect(open(memoryStorage()).readFiles(subject, stub)).toEqual(stub);
  });

  it('keeps versions apart by pauses, checks and resets, and writes none of the old ones again', () => {
    const time = { now: 0 };
    const written: string[] = [];
    const storage = memoryStorage();
    const progress = open(
      { ...storage, setItem: (key, value) => (written.push(value), storage.setItem(key, value)) },
      time,
    );
    for (const text of ['a', 'ab', 'abc']) {
      time.now += 300;
      progress.save(subject, stub, files(text), edited);
    }
    progress.save(subject, stub, files('abc'), { what: 'checked', passed: 1, total: 2 });
    time.now += 300;
    progress.save(subject, stub, files('abcd'), edited);
    time.now += 10 * minute;
    progress.save(subject, stub, files('abcde'), edited);
    expect(progress.history(subject).map(({ what, files }) => [what, files['/bank-account.ts']])).toEqual([
      ['original', 'stub'],
      ['checked', 'abc'],
      ['edited', 'abcd'],
      ['edited', 'abcde'],
    ]);
    expect(written.filter((text) => text.includes('"stub"'))).toHaveLength(1);
    expect(written).toHaveLength(7);
  });

  it('lists exercises with their outcome, the latest first', () => {
    const time = { now: 1 };
    const progress = open(memoryStorage(), time);
    progress.save(subject, stub, files('x'), edited);
    progress.saveVerdict(id, verdict(1));
    time.now = 50;
    progress.save('exercise:state-machines/majority-vote', stub, files('x'), edited);
    expect(
      progress
        .readProgress()
        .map(({ exercise, outcome, passed, total }) => [exercise, outcome, passed, total]),
    ).toEqual([
      ['state-machines/majority-vote', 'not-started', 0, 0],
      [id, 'in-progress', 1, 2],
    ]);
  });

  it('loses only the last keystrokes to a tab that dies while it writes them', () => {
    const storage = memoryStorage();
    const progress = open(storage);
    for (const text of ['first words', 'first words, and more'])
      progress.save(subject, stub, files(text), edited);
    const key = storage.keys().find((key) => storage.getItem(key)!.includes('and more'))!;
    storage.setItem(key, storage.getItem(key)!.slice(0, 30));
    const again = open(storage);
    expect(again.readFiles(subject, stub)).toEqual(files('first words'));
    again.save(subject, stub, files('second words'), edited);
    expect(Object.values(itemsOf(storage)).filter((text) => !text.endsWith('}'))).toEqual([]);
  });

  it('keeps a prediction and a verdict as they were before a torn one', () => {
    const storage = memoryStorage();
    const progress = open(storage);
    progress.savePrediction('c/l', 'q', 'first');
    progress.savePrediction('c/l', 'q', 'second');
    progress.saveVerdict(id, verdict(1));
    progress.saveVerdict(id, verdict(2));
    for (const key of storage.keys())
      if (/second|solved/.test(storage.getItem(key)!)) storage.setItem(key, '{"torn');
    const again = open(storage);
    expect([again.readPrediction('c/l', 'q'), again.readVerdict(id)?.outcome]).toEqual([
      'first',
      'in-progress',
    ]);
  });

  it('does not lose its way when the clock goes back', () => {
    const time = { now: 9_000 };
    const progress = open(memoryStorage(), time);
    progress.save(subject, stub, files('a'), edited);
    time.now = 5;
    progress.save(subject, stub, files('ab'), edited);
    expect(progress.readFiles(subject, stub)).toEqual(files('ab'));
  });

  it('says nothing of a change that is none', () => {
    const storage = memoryStorage();
    const progress = open(storage);
    progress.save(subject, stub, files('a'), { what: 'solved' });
    const before = itemsOf(storage);
    progress.save(subject, stub, files('a'), edited);
    expect(itemsOf(storage)).toEqual(before);
  });

  it('tells its listeners, until they leave', () => {
    const progress = open(memoryStorage());
    let told = 0;
    const leave = progress.subscribe(() => told++);
    progress.savePrediction('lesson', 'q', 'a');
    leave();
    progress.savePrediction('lesson', 'q', 'b');
    expect([told, progress.readPrediction('lesson', 'q')]).toEqual([1, 'b']);
  });
});

describe('a storage that is full', () => {
  const long = (text: string) => files(text.repeat(100));

  /** Six versions and no room for a seventh. */
  function brimful(): { storage: Storage; time: { now: number } } {
    const time = { now: 0 };
    const roomy = memoryStorage();
    const progress = open(roomy, time);
    'abcdef'.split('').forEach((letter) => {
      time.now += minute;
      progress.save(subject, stub, long(letter), { what: letter === 'b' ? 'solved' : 'edited' });
    });
    const items = itemsOf(roomy);
    const used = Object.entries(items).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    time.now += minute;
    return { storage: smallStorage(used, items), time };
  }

  it('gives up the oldest history, and keeps the first version, the solution and the newest', () => {
    const { storage, time } = brimful();
    const progress = open(storage, time);
    expect(progress.save(subject, stub, long('g'), edited)).toBe('saved');
    const letters = open(storage, time)
      .history(subject)
      .map(({ files }) => files['/bank-account.ts']![0]);
    expect(letters).toEqual(['s', 'a', 'b', 'd', 'e', 'f', 'g']);
  });

  it('gives up the history of another exercise before the newest text of any', () => {
    const { storage, time } = brimful();
    const progress = open(storage, time);
    const saved = 'ghijk'
      .split('')
      .filter(
        (letter) => progress.save(`exercise:other/${letter}`, files('s'), long(letter), edited) === 'saved',
      );
    expect(saved).toEqual(['g', 'h']);
    const again = open(storage);
    expect(again.readFiles(subject, stub)).toEqual(long('f'));
    for (const letter of saved)
      expect(again.readFiles(`exercise:other/${letter}`, files('s'))).toEqual(long(letter));
  });

  it('says so when nothing is left to give up, gives up nothing for it, and keeps the text in the page', () => {
    const { storage, time } = brimful();
    const before = itemsOf(storage);
    const progress = open(storage, time);
    expect(progress.save(subject, stub, files('x'.repeat(10_000)), edited)).toBe('full');
    expect(itemsOf(storage)).toEqual(before);
    expect(progress.readFiles(subject, stub)['/bank-account.ts']).toHaveLength(10_000);
    expect(JSON.stringify(progress.exportProgress())).toContain('x'.repeat(10_000));
  });

  it('stores what it kept in the page as soon as there is room', () => {
    const storage = smallStorage(3_000, { other: 'x'.repeat(2_900) });
    const progress = open(storage);
    expect(progress.save(subject, stub, long('mine'), edited)).toBe('full');
    storage.removeItem('other');
    expect(progress.save(subject, stub, long('mind'), edited)).toBe('saved');
    expect(open(storage).readFiles(subject, stub)).toEqual(long('mind'));
  });
});

it('remembers within the page where storage is forbidden, and says so', () => {
  const progress = open(undefined);
  expect(progress.save(subject, stub, files('mine'), edited)).toBe('forbidden');
  expect(progress.readFiles(subject, stub)).toEqual(files('mine'));
});

describe('a new edition of the course', () => {
  it('leaves the learner’s code where it is once the change was seen', () => {
    const progress = open(memoryStorage());
    progress.save(subject, stub, files('mine'), { what: 'solved' });
    progress.acceptEdition(subject, files('new stub'));
    expect(progress.history(subject).map(({ what, files }) => [what, files['/bank-account.ts']])).toEqual([
      ['original', 'stub'],
      ['original', 'new stub'],
      ['solved', 'mine'],
    ]);
  });
});

describe('export and import', () => {
  const laptop = () => {
    const progress = open(memoryStorage(), { now: 10 * minute }, 'laptop');
    progress.save(subject, stub, files('from the laptop'), edited);
    progress.saveVerdict(id, verdict(1));
    progress.save('example:c/l#example.ts', { '/example.ts': 'a' }, { '/example.ts': 'b' }, { what: 'run' });
    progress.savePrediction('c/l', 'q', 'yes');
    return progress;
  };

  it('brings everything to another machine', () => {
    const storage = memoryStorage();
    const desk = open(storage);
    const report = desk.importProgress(JSON.stringify(laptop().exportProgress()));
    expect(report).toMatchObject({ kind: 'imported', added: [id, 'c/l#example.ts'] });
    const again = open(storage);
    expect(again.readFiles(subject, stub)).toEqual(files('from the laptop'));
    expect(again.readFiles('example:c/l#example.ts', {})).toEqual({});
    expect(again.readFiles('example:c/l#example.ts', { '/example.ts': 'a' })).toEqual({ '/example.ts': 'b' });
    expect([again.readVerdict(id)?.passed, again.readPrediction('c/l', 'q')]).toEqual([1, 'yes']);
  });

  it('shows the newer edit and keeps the other, whichever side it is on', () => {
    const file = JSON.stringify(laptop().exportProgress());
    const older = open(memoryStorage(), { now: 1 * minute });
    older.save(subject, stub, files('from the desk'), edited);
    expect(older.importProgress(file)).toMatchObject({ replaced: [id] });
    expect(older.history(subject).map(({ what, files }) => [what, files['/bank-account.ts']])).toEqual([
      ['before-import', 'from the desk'],
      ['original', 'stub'],
      ['imported', 'from the laptop'],
    ]);
    const newer = open(memoryStorage(), { now: 20 * minute });
    newer.save(subject, stub, files('from the desk'), edited);
    expect(newer.importProgress(file)).toMatchObject({ stayed: [id] });
    expect(newer.history(subject).map(({ what, files }) => [what, files['/bank-account.ts']])).toEqual([
      ['imported', 'from the laptop'],
      ['original', 'stub'],
      ['edited', 'from the desk'],
    ]);
  });

  it('changes nothing the second time', () => {
    const storage = memoryStorage();
    const desk = open(storage);
    const file = JSON.stringify(laptop().exportProgress());
    desk.importProgress(file);
    const once = itemsOf(storage);
    expect(desk.importProgress(file)).toMatchObject({
      kind: 'imported',
      added: [],
      replaced: [],
      stayed: [],
    });
    expect(itemsOf(storage)).toEqual(once);
  });

  it('is done whole or not at all, wherever in the middle the page dies', () => {
    const file = JSON.stringify(laptop().exportProgress());
    const died: boolean[] = [];
    for (let steps = 0; died.at(-1) !== false; steps++) {
      const storage = memoryStorage();
      open(storage).save(subject, stub, files('from the desk'), edited);
      const before = itemsOf(storage);
      let left = steps;
      const step =
        <A extends unknown[]>(act: (...args: A) => void) =>
        (...args: A) => {
          if (left-- <= 0) throw new Error('The tab is dead.');
          act(...args);
        };
      const dying = { ...storage, setItem: step(storage.setItem), removeItem: step(storage.removeItem) };
      try {
        open(dying).importProgress(file);
      } catch {
        // It is dead.
      }
      died.push(left < 0);
      const seen = open(storage);
      const imported = seen.readVerdict(id) !== undefined;
      expect(seen.readFiles(subject, stub)).toEqual(files(imported ? 'from the laptop' : 'from the desk'));
      expect(seen.readPrediction('c/l', 'q')).toBe(imported ? 'yes' : undefined);
      const nextDay = open(storage, { now: 1_440 * minute });
      if (!imported) expect(itemsOf(storage)).toEqual(before);
      expect(nextDay.importProgress(file).kind).toBe('imported');
      expect(nextDay.readFiles(subject, stub)).toEqual(files('from the laptop'));
    }
    expect(died.length).toBeGreaterThan(8);
  });

  it('changes nothing when there is no room for all of it', () => {
    const storage = smallStorage(900);
    const desk = open(storage);
    desk.save(subject, stub, files('from the desk'), edited);
    const before = itemsOf(storage);
    expect(desk.importProgress(JSON.stringify(laptop().exportProgress()))).toEqual({
      kind: 'refused',
      sentence: 'The browser’s storage has no room for what the file holds. Nothing was changed.',
    });
    expect(itemsOf(storage)).toEqual(before);
  });

  it.each([
    ['', 'The file is empty. Nothing was changed.'],
    ['{"format":"lockstep-prog', /not JSON\. It was cut short.* Nothing was changed\.$/],
    ['[]', /holds no progress of Lockstep/],
    ['{"format":"lockstep-progress","version":2}', /format 2.*newer edition/],
    ['{"format":"lockstep-progress","version":1}', /exportedAt should be a whole number/],
    [
      '{"format":"lockstep-progress","version":1,"exportedAt":1,"exercises":{"a/b":{"versions":[{"what":"edited","at":1}]}},"examples":{},"predictions":{}}',
      /exercises › a\/b › versions › 1 › files should be an object/,
    ],
  ])('refuses %s in a sentence', (text, sentence) => {
    const storage = memoryStorage();
    const report = open(storage).importProgress(text);
    expect(report.kind).toBe('refused');
    expect(report.sentence).toMatch(sentence);
    expect(itemsOf(storage)).toEqual({});
  });
});

describe('what the first edition stored', () => {
  const first = {
    [`lockstep:v1:exercise:${id}`]: JSON.stringify({
      version: 1,
      code: 'mine',
      stub: 'stub',
      beforeReset: 'thrown away',
      verdict: verdict(1),
      touchedAt: 1_000,
    }),
    'lockstep:v1:prediction:/lockstep/state-machines/replicas/#q': '"2,000 cents"',
    'lockstep:v1:exercise:torn': '{"version":1,"co',
    theme: 'dark',
  };

  it('is taken over whole, and leaves nothing of ours behind', () => {
    const storage = memoryStorage(first);
    const progress = open(storage);
    progress.takeOver(storage);
    expect(progress.history(subject).map(({ what, files }) => [what, files['/bank-account.ts']])).toEqual([
      ['original', 'stub'],
      ['before-reset', 'thrown away'],
      ['edited', 'mine'],
    ]);
    expect(progress.readVerdict(id)).toEqual(verdict(1));
    expect(progress.readPrediction('state-machines/replicas', 'q')).toBe('2,000 cents');
    expect(storage.keys().filter((key) => !key.startsWith('lockstep:v2:'))).toEqual(['theme']);
  });

  it('joins what a tab with the old page writes later', () => {
    const storage = memoryStorage(first);
    open(storage).takeOver(storage);
    storage.setItem(
      `lockstep:v1:exercise:${id}`,
      JSON.stringify({ version: 1, code: 'mine, later', stub: 'stub', touchedAt: 9_000 }),
    );
    const again = open(storage);
    again.takeOver(storage);
    expect(again.readFiles(subject, stub)).toEqual(files('mine, later'));
    expect(again.history(subject).map(({ files }) => files['/bank-account.ts'])).toContain('mine');
  });

  it('is read, and left where it is, when there is no room to take it over', () => {
    const used = Object.entries(first).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    const storage = smallStorage(used + 50, first);
    const progress = open(storage);
    progress.takeOver(storage);
    expect(progress.readFiles(subject, stub)).toEqual(files('mine'));
    expect(itemsOf(storage)).toEqual(first);
  });
});
