/** The one program that both sides run: twenty lines of TypeScript that print, and twenty tests for it. */
export const program = `type State = 'START' | 'STATE1' | 'STATE2' | 'END';
type Input = { kind: 'next' } | { kind: 'reset' };

const table: Record<State, State> = {
  START: 'STATE1',
  STATE1: 'STATE2',
  STATE2: 'END',
  END: 'END',
};

export function step(state: State, input: Input): State {
  if (input.kind === 'reset') return 'START';
  if (!(state in table)) throw new RangeError('no such state: ' + state);
  return table[state];
}

let state: State = 'START';
for (let i = 0; i < 3; i++) state = step(state, { kind: 'next' });
console.log('first output', state);
`;

const tests = Array.from(
  { length: 20 },
  (_, index) => `test('test ${index + 1}', () => {
  let state = 'START';
  for (let i = 0; i < ${index}; i++) state = step(state, { kind: 'next' });
  expect(state).toBe(${index === 0 ? "'START'" : index === 1 ? "'STATE1'" : index === 2 ? "'STATE2'" : "'END'"});
});`,
).join('\n');

export const jestSuite = `import { step } from './index';\n${tests}\n`;
export const vitestSuite = `import { expect, test } from 'vitest';\nimport { step } from '#exercise/bench/machine';\n${tests}\n`;
