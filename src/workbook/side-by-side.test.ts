import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

it('puts what is the same in one row and what differs beside each other', () => {
  expect(sideBySide('a\nmine\nz\n', 'a\ntheirs\nmore\nz\n')).toEqual([
    { kind: 'same', mine: { line: 1, text: 'a' }, solution: { line: 1, text: 'a' } },
    { kind: 'changed', mine: { line: 2, text: 'mine' }, solution: { line: 2, text: 'theirs' } },
    { kind: 'changed', solution: { line: 3, text: 'more' } },
    { kind: 'same', mine: { line: 3, text: 'z' }, solution: { line: 4, text: 'z' } },
  ]);
});
