import { expect, it } from 'vitest';
import { cutStub } from './stub.ts';

it('puts an unfinished part where the solution was, and imports what it needs', () => {
  const solution = `/** Adds. */
import type { Sum } from './sum.ts';

export function add(a: number): Sum {
  // BEGIN SOLUTION: add one, don't subtract
  return a + 1;
  // END SOLUTION
}
`;
  expect(cutStub(solution)).toBe(`/** Adds. */
import { unfinished } from '#course/unfinished';
import type { Sum } from './sum.ts';

export function add(a: number): Sum {
  unfinished('add one, don\\'t subtract');
}
`);
});

it.each([
  ['never closed', '// BEGIN SOLUTION: x\n1', /Line 1: BEGIN SOLUTION is never closed/],
  ['never opened', '1\n// END SOLUTION', /Line 2: END SOLUTION without/],
  ['opened twice', '// BEGIN SOLUTION: x\n// BEGIN SOLUTION: y\n', /Line 2: .* line 1/],
  ['without a word', '// BEGIN SOLUTION\n// END SOLUTION', /Line 1: .*says nothing/],
])('refuses a mark that is %s, and names the line', (_name, solution, message) => {
  expect(() => cutStub(solution)).toThrow(message);
});
