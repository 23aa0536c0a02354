/**
 * `npm run stubs`: cuts every stub from its reference solution into `exercises/`.
 * `npm run reset -- <id>`: gives one exercise its stub back.
 * What a learner wrote there is saved beside it first.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exerciseIds } from '../src/grading/node/catalogue.ts';
import { root } from '../src/grading/node/root.ts';
import { cutStub } from '../src/grading/stub.ts';
import { saveBeside } from '../src/workbook/node/save-beside.ts';

export function resetExercise(id: string): void {
  const path = `${root}/exercises/${id}.ts`;
  const stub = cutStub(readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8'));
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (before === stub) return;
  mkdirSync(dirname(path), { recursive: true });
  if (before !== undefined) {
    const saved = saveBeside(path, before);
    console.log(`exercises/${id}.ts held something else; it is saved as ${saved.slice(root.length + 1)}.`);
  }
  writeFileSync(path, stub);
  console.log(`exercises/${id}.ts is the stub now.`);
}

const wanted = process.argv.slice(2);
const known = exerciseIds(root);
const all = wanted.includes('--all');
const unknown = wanted.find((id) => !known.includes(id));
if (!all && wanted.length === 0) refuse('Say which exercise');
if (!all && unknown !== undefined) refuse(`There is no exercise '${unknown}'`);
for (const id of all ? known : wanted) resetExercise(id);

function refuse(problem: string): never {
  console.error(`${problem}: npm run reset -- <id>, with one of\n${known.map((id) => `  ${id}`).join('\n')}`);
  process.exit(2);
}
