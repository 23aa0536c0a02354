import { describe, expect, it } from 'vitest';
import { createDraft, SAVE_WITHIN } from './draft.ts';
import { createJournal } from './journal.ts';
import { createProgress } from './progress.ts';
import { memoryStorage, type Storage } from './storage.ts';
import { smallStorage, tabs } from './testing.ts';

const subject = 'exercise:c/e';
const path = '/e.ts';
const stub = { [path]: 'stub' };
const minute = 60_000;

/** Time that passes when the test says so. */
function clock() {
  let now = 1_000_000;
  let timers: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds: number, then: () => void) {
      const timer = { at: now + milliseconds, then };
      timers.push(timer);
      return () => void (timers = timers.filter((each) => each !== timer));
    },
    pass(milliseconds: number) {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      due.forEach(({ then }) => then());
    },
  };
}

function open(storage: Storage | undefined, time: ReturnType<typeof clock>, session = 'me', original = stub) {
  const progress = createProgress(createJournal(storage), { now: time.now, session });
  return createDraft(progress, subject, original, time);
}

const stored = (storage: Storage, time: ReturnType<typeof clock>) =>
  createProgress(createJournal(storage), { now: time.now, session: 'reader' })
    .history(subject)
    .map(({ what, files }) => `${what}: ${files[path]}`);

describe('a draft', () => {
  it('stores what is typed a moment later, however long the typing goes on', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    for (let n = 1; n <= 10; n++) {
      draft.type(path, 'x'.repeat(n));
      time.pass(100);
    }
    expect(stored(storage, time).at(-1)!.length).toBeGreaterThan('edited: '.length + 5);
    time.pass(SAVE_WITHIN);
    expect(stored(storage, time)).toEqual(['original: stub', `edited: ${'x'.repeat(10)}`]);
  });

  it('writes once for many keystrokes', () => {
    const time = clock();
    const storage = memoryStorage();
    let writes = 0;
    const draft = open({ ...storage, setItem: (...item) => (writes++, storage.setItem(...item)) }, time);
    for (let n = 1; n <= 200; n++) draft.type(path, 'x'.repeat(n));
    time.pass(SAVE_WITHIN);
    expect(writes).toBe(2); // the stub it was begun from, and the text
  });

  it('stores at once when the page is about to go', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'mine');
    draft.flush();
    expect(stored(storage, time)).toEqual(['original: stub', 'edited: mine']);
  });

  it('is what it was when it is opened again', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'mine');
    draft.close();
    const again = open(storage, time, 'me again');
    expect([again.files(), again.state().edited]).toEqual([{ [path]: 'mine' }, true]);
  });

  it('gives the original back on reset, and what was there on undo', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'mine');
    draft.reset();
    expect([draft.files(), draft.state()]).toMatchObject([
      stub,
      { edited: false, edition: 1, notice: { kind: 'reset', before: { [path]: 'mine' } } },
    ]);
    expect(stored(storage, time)).toEqual(['before-reset: mine', 'original: stub']);
    draft.replace({ [path]: 'mine' });
    expect(stored(storage, time)).toEqual(['original: stub', 'before-reset: mine']);
  });

  it('keeps what was written here when the file on disk takes its place, and one version of what the file then went through', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'mine');
    for (const text of ['from an editor', 'from an editor, saved again']) {
      time.pass(1_000);
      draft.takeFromDisk({ [path]: text });
    }
    expect(draft.state()).toMatchObject({ edition: 2, notice: undefined });
    expect(stored(storage, time)).toEqual([
      'original: stub',
      'before-disk: mine',
      'edited: from an editor, saved again',
    ]);
  });

  it('writes down what came of a text that has been typed over since', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'checked');
    draft.flush();
    const [text, at] = [draft.files(), time.now()];
    time.pass(500);
    draft.type(path, 'typed while it was graded');
    draft.mark(text, at, { what: 'checked', passed: 2, total: 9 });
    expect(stored(storage, time)).toEqual([
      'original: stub',
      'checked: checked',
      'edited: typed while it was graded',
    ]);
  });

  it('makes no version of a stub that was checked', () => {
    const time = clock();
    const storage = memoryStorage();
    open(storage, time).mark(stub, time.now(), { what: 'checked', passed: 0, total: 9 });
    expect(stored(storage, time)).toEqual([]);
  });

  it('restores a version, and keeps what was there', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'solved');
    draft.mark(draft.files(), time.now(), { what: 'solved' });
    time.pass(minute);
    draft.type(path, 'spoiled');
    draft.restore(draft.history().find(({ what }) => what === 'solved')!);
    expect(draft.files()).toEqual({ [path]: 'solved' });
    expect(stored(storage, time)).toEqual(['original: stub', 'edited: spoiled', 'solved: solved']);
  });
});

describe('somebody else’s code', () => {
  it('becomes the learner’s own, and what was typed a moment before stays in the history', () => {
    const time = clock();
    const storage = memoryStorage();
    const draft = open(storage, time);
    draft.type(path, 'mine');
    time.pass(10);
    draft.adopt({ [path]: 'theirs' });
    expect(draft.files()).toEqual({ [path]: 'theirs' });
    expect(draft.state()).toMatchObject({
      edition: 1,
      notice: { kind: 'adopted', before: { [path]: 'mine' } },
    });
    time.pass(10);
    draft.type(path, 'theirs, and more');
    time.pass(SAVE_WITHIN);
    expect(stored(storage, time)).toEqual([
      'original: stub',
      'edited: mine',
      'imported: theirs',
      'edited: theirs, and more',
    ]);
  });
});

describe('two tabs', () => {
  function pair() {
    const time = clock();
    const { storages, deliver } = tabs(2);
    const [a, b] = storages.map((storage, n) => open(storage, time, `tab${n}`));
    return { time, storage: storages[0]!, a: a!, b: b!, deliver };
  }

  it('show the same text while one of them is typed in', () => {
    const { time, a, b, deliver } = pair();
    a.type(path, 'typed in a');
    time.pass(SAVE_WITHIN);
    deliver();
    expect(b.files()).toEqual({ [path]: 'typed in a' });
    expect(b.state()).toMatchObject({ edition: 1, notice: { kind: 'other-tab', end: 'lost' } });
    expect(b.state().notice).not.toHaveProperty('before');
    expect([a.state().edition, a.state().notice]).toEqual([0, undefined]);
  });

  it('show the later edit, and keep the earlier one, which can be restored', () => {
    const { time, storage, a, b, deliver } = pair();
    b.type(path, 'typed in b');
    time.pass(SAVE_WITHIN);
    a.type(path, 'typed in a'); // before it heard of b
    time.pass(SAVE_WITHIN);
    deliver();
    expect([a.files(), b.files()]).toEqual([{ [path]: 'typed in a' }, { [path]: 'typed in a' }]);
    expect(stored(storage, time)).toEqual(['original: stub', 'other-tab: typed in b', 'edited: typed in a']);
    const { notice } = b.state();
    expect(notice).toEqual({ kind: 'other-tab', end: 'lost', before: { [path]: 'typed in b' } });
    b.replace(notice!.before!);
    deliver();
    expect(a.files()).toEqual({ [path]: 'typed in b' });
  });

  it('agree when both are typed in within the same moment', () => {
    const { time, storage, a, b, deliver } = pair();
    a.type(path, 'a, earlier');
    time.pass(10);
    b.type(path, 'b, later');
    time.pass(SAVE_WITHIN - 10); // a stores; b has yet to
    deliver();
    expect([a.files(), b.files()]).toEqual([{ [path]: 'b, later' }, { [path]: 'b, later' }]);
    expect(a.state().notice).toMatchObject({ end: 'lost', before: { [path]: 'a, earlier' } });
    expect(b.state().notice).toMatchObject({ end: 'won', before: { [path]: 'a, earlier' } });
    expect(stored(storage, time)).toEqual(['original: stub', 'other-tab: a, earlier', 'edited: b, later']);
  });

  it('lose nothing when one was frozen while the other went on', () => {
    const { time, storage, a, b } = pair();
    a.type(path, 'a, before it was frozen');
    a.flush();
    time.pass(minute);
    b.type(path, 'b, meanwhile');
    b.flush();
    time.pass(minute);
    a.catchUp();
    expect(a.files()).toEqual({ [path]: 'b, meanwhile' });
    expect(stored(storage, time)).toContain('other-tab: a, before it was frozen');
  });
});

describe('a new edition of the course', () => {
  const newStub = { [path]: 'new stub' };

  it('keeps the learner’s code and tells what it was begun from, until the learner has seen it', () => {
    const time = clock();
    const storage = memoryStorage();
    const before = open(storage, time);
    before.type(path, 'mine');
    before.close();
    const draft = open(storage, time, 'next year', newStub);
    expect([draft.files(), draft.state().oldOriginal]).toEqual([{ [path]: 'mine' }, stub]);
    draft.acceptEdition();
    draft.close();
    const later = open(storage, time, 'later', newStub);
    expect([later.files(), later.state().oldOriginal]).toEqual([{ [path]: 'mine' }, undefined]);
  });

  it('shows its stub to whoever had not written anything', () => {
    const time = clock();
    const storage = memoryStorage();
    const before = open(storage, time);
    before.type(path, 'mine');
    before.reset();
    before.close();
    const draft = open(storage, time, 'next year', newStub);
    expect([draft.files(), draft.state().oldOriginal]).toEqual([newStub, undefined]);
    draft.type(path, 'begun from the new one');
    draft.flush();
    expect(open(storage, time, 'again', newStub).state().oldOriginal).toBeUndefined();
  });

  it('says so until the stub is asked for, and then no more', () => {
    const time = clock();
    const storage = memoryStorage();
    const before = open(storage, time);
    before.type(path, 'mine');
    before.close();
    const draft = open(storage, time, 'next year', newStub);
    draft.reset();
    expect([draft.files(), draft.state().oldOriginal]).toEqual([newStub, undefined]);
  });
});

describe('what could not be stored', () => {
  it('is said where the storage is full, and no longer once there is room', () => {
    const time = clock();
    const storage = smallStorage(1_000, { other: 'x'.repeat(990) });
    const draft = open(storage, time);
    draft.type(path, 'mine');
    time.pass(SAVE_WITHIN);
    expect(draft.state().saved).toBe('full');
    storage.removeItem('other');
    draft.type(path, 'mine, still');
    time.pass(SAVE_WITHIN);
    expect(draft.state().saved).toBe('saved');
  });

  it('is said where the storage is forbidden, when something is written', () => {
    const time = clock();
    const draft = open(undefined, time);
    expect(draft.state().saved).toBe('saved');
    draft.type(path, 'mine');
    time.pass(SAVE_WITHIN);
    expect(draft.state().saved).toBe('forbidden');
  });
});
