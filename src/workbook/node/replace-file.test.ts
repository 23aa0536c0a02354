import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFiles } from './replace-file.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(`${tmpdir()}/lockstep-replace-`)));
afterEach(() => rmSync(folder, { recursive: true }));

const change = (name: string, text: string) => ({ path: `${folder}/${name}`, text });
const files = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));

it('gives each file its text, and leaves nothing else', () => {
  writeFileSync(`${folder}/a`, 'old');
  replaceFiles([change('a', 'new'), change('b', 'grün')]);
  expect(files()).toEqual({ a: 'new', b: 'grün' });
});

it('puts back what it has replaced when it cannot replace the next', () => {
  writeFileSync(`${folder}/a`, 'old');
  // The same file twice: the second time there is nothing left to put in its place.
  expect(() => replaceFiles([change('a', 'new'), change('b', 'new'), change('b', 'again')])).toThrow(
    /ENOENT/,
  );
  expect(files()).toEqual({ a: 'old' });
});
