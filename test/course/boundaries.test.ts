import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { root } from '../../src/grading/node/root.ts';

/** The lint rules that keep the simulated world deterministic and the floors apart, shown to bite. */
const eslint = new ESLint({ cwd: root });
const rulesBroken = async (code: string, path: string) => {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: `${root}/${path}` });
  return result!.messages.map(({ ruleId }) => ruleId);
};

describe('the pure folders refuse', () => {
  it.each([
    ['the clock', 'export const now = () => Date.now();', 'no-restricted-globals'],
    ['a timer', 'setTimeout(() => {}, 1);', 'no-restricted-globals'],
    ['the dice', 'export const dice = () => Math.random();', 'no-restricted-properties'],
    ['the DOM', "document.title = 'x';", 'no-restricted-globals'],
    ['Node', "import { readFileSync } from 'node:fs';\nreadFileSync('x');", 'no-restricted-imports'],
    ['React', "import { useState } from 'react';\nuseState();", 'no-restricted-imports'],
    ['the locale', 'export const text = (1).toLocaleString();', 'no-restricted-properties'],
    ['functions that engines round differently', 'export const x = Math.exp(2);', 'no-restricted-properties'],
  ])('%s', async (_name, code, rule) => {
    for (const folder of ['sim', 'machines', 'raft'])
      expect(await rulesBroken(code, `src/${folder}/planted.ts`)).toContain(rule);
  });
});

describe('nothing points upwards', () => {
  it.each([
    ['runner', "import { Exercise } from '../components/Exercise/Exercise.tsx';\nExercise();"],
    ['grading', "import { useState } from 'react';\nuseState();"],
    ['language', "import { Exercise } from '../components/Exercise/Exercise.tsx';\nExercise();"],
    ['workbook', "import { useState } from 'react';\nuseState();"],
    ['machines', "import { grade } from '../grading/host.ts';\ngrade();"],
  ])('%s', async (folder, code) => {
    expect(await rulesBroken(code, `src/${folder}/planted.ts`)).toContain('no-restricted-imports');
  });
});
