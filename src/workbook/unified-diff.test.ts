import { expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const inWords = (before: string[], after: string[], context?: number) =>
  unifiedDiff(
    before.map((line) => `${line}\n`).join(''),
    after.map((line) => `${line}\n`).join(''),
    context,
  ).map((line) =>
    line.kind === 'skipped'
      ? `${line.lines} more`
      : `${{ same: ' ', gone: '-', come: '+' }[line.kind]}${line.text}`,
  );

it('puts what goes before what comes in its place', () => {
  expect(inWords(['a', 'b', 'c', 'z'], ['a', 'B', 'C', 'and more', 'z'])).toEqual([
    ' a',
    '-b',
    '-c',
    '+B',
    '+C',
    '+and more',
    ' z',
  ]);
});

it('leaves out what is the same and far from a change, and says how much', () => {
  expect(
    inWords(['1', '2', '3', '4', '5', '6', '7', '8'], ['1', '2', '3', '4', 'five', '6', '7', '8'], 1),
  ).toEqual(['3 more', ' 4', '-5', '+five', ' 6', '2 more']);
});

it('shows a text that was empty as nothing but what has come', () => {
  expect(inWords([], ['a'])).toContain('+a');
});
