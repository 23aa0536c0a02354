import { describe, expect, it } from 'vitest';
import { choose, compare, edit, isUnsaved, part, written, type Sync } from './disk-sync.ts';

const stub = 'stub';
const file = (code?: string) => ({ version: `v(${code})`, code });
const apart = (page: string, base?: string): Sync => ({
  kind: 'apart',
  page,
  ...(base !== undefined && { base: { code: base } }),
});
const joined = (page: string, base?: string): Sync => ({ kind: 'joined', page, base: file(base) });

/** What comes of page and file, in a word: who follows whom. */
function outcome(before: Sync, found: string | undefined): string {
  const after = compare(before, file(found), stub);
  if (after.kind === 'conflict') return 'choose';
  if (after.page !== before.page) return `page becomes ${after.page}`;
  return isUnsaved(after) ? `file becomes ${after.page}` : 'same';
}

describe('at the first contact', () => {
  it.each([
    ['mine', 'mine', 'same'],
    ['stub', 'theirs', 'page becomes theirs'],
    ['mine', 'stub', 'file becomes mine'],
    ['mine', undefined, 'file becomes mine'],
    ['mine', 'theirs', 'choose'],
  ])('the page has %s, the file %s: %s', (page, found, expected) =>
    expect(outcome(apart(page), found)).toBe(expected),
  );
});

describe('after both were known to be "old"', () => {
  it.each([
    ['old', 'old', 'same'],
    ['new', 'new', 'same'],
    ['old', 'theirs', 'page becomes theirs'],
    ['mine', 'old', 'file becomes mine'],
    ['mine', 'theirs', 'choose'],
    // The learner has asked for the stub, on one side or the other. It is not a beginning any more.
    ['old', 'stub', 'page becomes stub'],
    ['stub', 'old', 'file becomes stub'],
    ['stub', 'theirs', 'choose'],
    ['mine', 'stub', 'choose'],
    ['mine', undefined, 'file becomes mine'],
  ])(
    'the page has %s, the file %s: %s, whether it was just now or before a reload',
    (page, found, expected) => {
      expect(outcome(apart(page, 'old'), found)).toBe(expected);
      expect(outcome(joined(page, 'old'), found)).toBe(expected);
    },
  );
});

describe('a conflict', () => {
  const conflict = compare(joined('mine', 'old'), file('theirs'), stub);

  it('goes on while either side is edited, and compares with the latest file', () => {
    expect(edit(conflict, 'mine too')).toMatchObject({ kind: 'conflict', page: 'mine too' });
    expect(compare(conflict, file('theirs too'), stub)).toMatchObject({
      kind: 'conflict',
      file: { code: 'theirs too' },
    });
  });

  it('is over when both come to the same, or one back to what it was', () => {
    expect(edit(conflict, 'theirs').kind).toBe('joined');
    expect(compare(conflict, file('mine'), stub).kind).toBe('joined');
    expect(outcome(conflict, 'old')).toBe('file becomes mine');
  });

  it('does not take the text from under a learner who types back what there was', () => {
    expect(edit(conflict, 'old')).toMatchObject({ kind: 'conflict', page: 'old' });
  });

  it('ends with mine: it replaces the file as the learner saw it, which is kept', () => {
    const mine = choose(conflict, 'page');
    expect(mine).toEqual({ kind: 'joined', page: 'mine', base: file('theirs'), keep: true });
    expect(isUnsaved(mine)).toBe(true);
  });

  it('asks to keep the file even when the server is lost before it has been written', () => {
    const again = compare(part(choose(conflict, 'page')), file('theirs'), stub);
    expect(again).toMatchObject({ kind: 'joined', page: 'mine', keep: true });
    expect(written(again, 'mine', 'v2')).toEqual({
      kind: 'joined',
      page: 'mine',
      base: { version: 'v2', code: 'mine' },
    });
  });

  it('ends with the file’s: the page shows it, and nothing is left to write', () => {
    const theirs = choose(conflict, 'file');
    expect(theirs).toEqual({ kind: 'joined', page: 'theirs', base: file('theirs') });
    expect(isUnsaved(theirs)).toBe(false);
  });
});

it('what is typed while a write is under way is still unsaved after it', () => {
  expect(isUnsaved(written(edit(joined('sent', 'old'), 'sent and more'), 'sent', 'v2'))).toBe(true);
});
