import { describe, expect, it } from 'vitest';
import type { ExerciseProgress } from './reading.ts';
import { drawMap, nextStep, solvedInWords, standingInWords, together } from './map.ts';

const exercise = (id: string, lesson: string, tests = 4) => ({ id, title: `Title of ${id}`, tests, lesson });
const chapters = [
  { id: 'one', title: 'One', exercises: [exercise('one/a', '/one/a/'), exercise('one/b', '/one/b/', 10)] },
  { id: 'two', title: 'Two', exercises: [exercise('two/c', '/two/c/')] },
];
const did = (exercise: string, change: Partial<ExerciseProgress> = {}): ExerciseProgress => ({
  exercise,
  outcome: 'in-progress',
  passed: 3,
  total: 4,
  touchedAt: 1,
  ...change,
});
const solved = { outcome: 'solved', passed: 4, total: 4 } as const;
const words = (...progress: ExerciseProgress[]) =>
  drawMap(chapters, progress).map(({ exercises }) =>
    exercises.map(({ standing }) => standingInWords(standing)),
  );

describe('the map', () => {
  it('shows every exercise as not started before anything is done', () => {
    expect(words()).toEqual([['not started', 'not started'], ['not started']]);
  });

  it('tells in progress, k of n, from solved', () => {
    expect(words(did('one/a'), did('two/c', solved))).toEqual([
      ['in progress, 3 of 4 tests', 'not started'],
      ['solved'],
    ]);
  });

  it('counts a wrong answer as in progress', () => {
    expect(words(did('one/a', { outcome: 'failed', passed: 1 }))[0]![0]).toBe('in progress, 1 of 4 tests');
  });

  it('counts what was typed and never checked as in progress, and a stub that was checked as not started', () => {
    const unchecked = did('one/b', { outcome: 'not-started', passed: 0, total: 0 });
    const stub = did('one/a', { outcome: 'not-started', passed: 0, total: 4 });
    expect(words(unchecked, stub)[0]).toEqual(['not started', 'in progress, 0 of 10 tests']);
  });

  it('leaves out what the course no longer has', () => {
    expect(words(did('gone/x', solved))).toEqual(words());
  });

  it('counts the solved exercises of a chapter in words', () => {
    const [one, two] = drawMap(chapters, [did('one/a', solved)]);
    expect(solvedInWords(one!.exercises)).toBe('1 of 2 exercises solved');
    expect(solvedInWords(two!.exercises)).toBe('0 of 1 exercise solved');
  });
});

describe('the exercises of one lesson together', () => {
  const lesson = (...progress: ExerciseProgress[]) =>
    standingInWords(together(drawMap(chapters, progress)[0]!.exercises));

  it('are solved when all of them are, and not started when none is', () => {
    expect(lesson(did('one/a', solved), did('one/b', solved))).toBe('solved');
    expect(lesson()).toBe('not started');
  });

  it('are in progress with the sum of their tests otherwise', () => {
    expect(lesson(did('one/a', solved))).toBe('in progress, 4 of 14 tests');
    expect(lesson(did('one/a'), did('one/b', { passed: 2, total: 10 }))).toBe('in progress, 5 of 14 tests');
  });
});

describe('the next step', () => {
  const step = (progress: ExerciseProgress[], opened?: { title: string; path: string; openedAt: number }) =>
    nextStep(drawMap(chapters, progress), opened);

  it('is the first chapter before anything is done', () => {
    expect(step([])).toEqual({ kind: 'begin', title: 'One', path: '/one/' });
  });

  it('is the exercise that was touched last', () => {
    expect(step([did('one/b', { touchedAt: 5 }), did('one/a', { touchedAt: 3 })])).toEqual({
      kind: 'resume',
      title: 'Title of one/b',
      path: '/one/b/#exercise-b',
    });
  });

  it('is the lesson that was opened last, if that was later', () => {
    const opened = { title: 'Lesson C', path: '/two/c/', openedAt: 9 };
    expect(step([did('one/a', { touchedAt: 3 })], opened)).toEqual({
      kind: 'resume',
      title: 'Lesson C',
      path: '/two/c/',
    });
    expect(step([did('one/a', { touchedAt: 10 })], opened)).toMatchObject({ path: '/one/a/#exercise-a' });
    expect(step([], opened)).toMatchObject({ kind: 'resume', path: '/two/c/' });
  });

  it('is the exercise of that lesson, if it was touched last', () => {
    const opened = { title: 'Lesson A', path: '/one/a/', openedAt: 9 };
    expect(step([did('one/a', { touchedAt: 3 })], opened)).toMatchObject({ title: 'Title of one/a' });
  });

  it('is the next exercise that is not solved, after a solved one', () => {
    expect(step([did('one/a', { ...solved, touchedAt: 5 })])).toMatchObject({
      kind: 'next',
      path: '/one/b/',
    });
    const rest = [did('one/b', solved), did('two/c', { ...solved, touchedAt: 5 })];
    expect(step(rest), 'from the end back to what was left out').toMatchObject({
      kind: 'next',
      path: '/one/a/',
    });
  });

  it('is nothing when everything is solved', () => {
    expect(step(['one/a', 'one/b', 'two/c'].map((id) => did(id, solved)))).toEqual({ kind: 'done' });
  });
});
