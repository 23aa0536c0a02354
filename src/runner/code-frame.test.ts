import { expect, it } from 'vitest';
import { codeFrame } from './code-frame.ts';

it('shows two lines before and one after, and points at the column', () => {
  expect(codeFrame('a\nb\nc\nd\ne\n', 3, 1)).toBe('  1 | a\n  2 | b\n> 3 | c\n    | ^\n  4 | d');
});

it('aligns the numbers when they grow a digit', () => {
  const source = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join('\n');
  expect(codeFrame(source, 9)).toBe('   7 | line 7\n   8 | line 8\n>  9 | line 9\n  10 | line 10');
});
