import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, expendable, originalOf, type Mark, type Version } from './versions.ts';

const version = (text: string, at: number, mark: Mark = { what: 'edited' }, session = 'a'): Version => ({
  ...mark,
  files: { '/a.ts': text },
  at,
  session,
});
const minute = 60_000;
const texts = (history: readonly Version[]) => history.map(({ files }) => files['/a.ts']);

describe('a history', () => {
  it('holds one version of edits that followed each other without a pause', () => {
    expect(
      texts(compact([version('c', 0), version('co', 400), version('con', 800), version('cons', 5 * minute)])),
    ).toEqual(['con', 'cons']);
  });

  it('keeps what was checked among them', () => {
    const checked: Mark = { what: 'checked', passed: 3, total: 12 };
    expect(texts(compact([version('a', 0), version('b', 10, checked), version('c', 20)]))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('never runs the edits of two tabs together', () => {
    expect(texts(compact([version('a', 0), version('b', 10, { what: 'edited' }, 'b')]))).toEqual(['a', 'b']);
  });

  it('holds an equal text once, where it was last, with what came of it', () => {
    expect(
      compact([version('a', 0, { what: 'solved' }), version('b', minute), version('a', 2 * minute)]).map(
        ({ what, at }) => [what, at],
      ),
    ).toEqual([
      ['edited', minute],
      ['solved', 2 * minute],
    ]);
  });

  it('says less of a text when a newer check says less', () => {
    expect(
      compact([
        version('a', 0, { what: 'solved' }),
        version('a', 1, { what: 'checked', passed: 1, total: 2 }),
      ]),
    ).toMatchObject([{ what: 'checked', passed: 1 }]);
  });

  it('is bounded in number: the first, the solved and the newest stay', () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      version(`text ${n}`, n * minute, { what: n === 40 ? 'solved' : 'edited' }),
    );
    const kept = texts(compact([version('stub', -1, { what: 'original' }), ...many]));
    expect(kept).toHaveLength(24);
    expect(kept.slice(0, 3)).toEqual(['stub', 'text 0', 'text 40']);
    expect(kept.slice(-6)).toEqual(many.slice(-6).map(({ files }) => files['/a.ts']));
  });

  it('is bounded in bytes, and never gives up what the editor shows', () => {
    const huge = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => version(`${n}`.repeat(60_000), n * minute));
    expect(texts(compact(huge)).at(-1)).toBe(huge.at(-1)!.files['/a.ts']);
    expect(compact(huge).length).toBeLessThan(9);
  });

  it('knows the original that the learner began from last', () => {
    expect(
      originalOf([
        version('stub', 0, { what: 'original' }),
        version('new stub', 1, { what: 'original' }),
        version('mine', 2),
      ]),
    ).toEqual({ '/a.ts': 'new stub' });
  });
});

const marks = fc.constantFrom<Mark>(
  { what: 'original' },
  { what: 'edited' },
  { what: 'run' },
  { what: 'solved' },
  { what: 'imported' },
  { what: 'checked', passed: 1, total: 2 },
);
const histories = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 20 }), marks, fc.constantFrom('a', 'b'))
    .map(([text, at, mark, session]) => version(`${text}`, at * 10_000, mark, session)),
  { maxLength: 60 },
);

describe('compaction', () => {
  it('gives the same history whatever the order in which the versions lie', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(compact([...history].reverse())).toEqual(compact(history));
      }),
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(compact(compact(history))).toEqual(compact(history));
      }),
    );
  });

  it('never gives up the newest text, and never offers it', () => {
    fc.assert(
      fc.property(
        histories.filter(({ length }) => length > 0),
        (history) => {
          const newest = Math.max(...history.map(({ at }) => at));
          const last = compact(history).at(-1)!;
          expect(last.at).toBe(newest);
          expect(expendable(compact(history))).not.toContainEqual(last);
        },
      ),
    );
  });
});
