import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { concludeVerdict } from '../../grading/verdict.ts';
import { progressFile, type Kept } from '../progress-file.ts';
import type { Version } from '../versions.ts';
import { exportFromDisk, importToDisk, recordVerdicts } from './disk-progress.ts';

const stub = "import { unfinished } from '#course/unfinished';\n\nunfinished('do it');\n";

let root: string;
beforeEach(() => {
  root = mkdtempSync(`${tmpdir()}/lockstep-disk-`);
  for (const name of ['a', 'b']) {
    write(`test/suites/c/${name}.test.ts`, '');
    write(`test/suites/c/${name}.json`, '{}');
    write(`test/solutions/c/${name}.ts`, '// BEGIN SOLUTION: do it\n// END SOLUTION\n');
    write(`exercises/c/${name}.ts`, stub);
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string, at?: number) {
  mkdirSync(dirname(`${root}/${path}`), { recursive: true });
  writeFileSync(`${root}/${path}`, text);
  if (at !== undefined) utimesSync(`${root}/${path}`, at / 1000, at / 1000);
}
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
const files = () =>
  (readdirSync(root, { recursive: true }) as string[]).filter((name) => /exercises|lockstep/.test(name));
const everything = () =>
  Object.fromEntries(
    files()
      .filter((name) => statSync(`${root}/${name}`).isFile())
      .map((name) => [name, read(name)]),
  );

const version = (text: string, at: number, what: 'edited' | 'solved' = 'edited'): Version => ({
  what,
  files: { '/a.ts': text },
  at,
});
const fileWith = (versions: Version[], more: Partial<Kept> = {}) =>
  JSON.stringify(
    progressFile({ exercises: { 'c/a': { versions } }, examples: {}, predictions: {}, ...more }, 1_000),
  );
const verdict = concludeVerdict('c/a', [
  { name: 'x', state: 'passed' },
  { name: 'y', state: 'todo' },
]);
const historyOf = (id: string) =>
  exportFromDisk(root).exercises[id]?.versions.map(({ what, files }) => `${what}: ${files['/a.ts']}`);

describe('exporting from the disk', () => {
  it('takes no stub for work', () => {
    expect(exportFromDisk(root).exercises).toEqual({});
  });

  it('takes what differs from the stub, with the time at which it was written', () => {
    write('exercises/c/a.ts', 'mine', 500_000);
    expect(exportFromDisk(root, 7)).toMatchObject({
      format: 'lockstep-progress',
      exportedAt: 7,
      exercises: {
        'c/a': {
          versions: [
            { what: 'original', files: { '/a.ts': stub } },
            { what: 'edited', files: { '/a.ts': 'mine' }, at: 500_000 },
          ],
        },
      },
    });
  });

  it('holds what the last test run found out about it, and what was tested', () => {
    write('exercises/c/a.ts', 'mine', 500_000);
    recordVerdicts(root, [verdict], 600_000);
    write('exercises/c/a.ts', 'mine, later', 700_000);
    expect(exportFromDisk(root).exercises['c/a']).toMatchObject({
      versions: [
        { what: 'original' },
        { what: 'checked', passed: 1, total: 2 },
        { what: 'edited', at: 700_000 },
      ],
      graded: { verdict, at: 600_000 },
    });
  });

  it('knows that an exercise was reset since', () => {
    write('exercises/c/a.ts', 'mine', 500_000);
    recordVerdicts(root, [verdict], 600_000);
    write('exercises/c/a.ts', stub, 700_000);
    expect(historyOf('c/a')).toEqual(['checked: mine', `original: ${stub}`]);
  });
});

describe('recording verdicts', () => {
  it('writes nothing while everything is a stub', () => {
    recordVerdicts(root, [concludeVerdict('c/a', [{ name: 'x', state: 'todo' }])]);
    expect(files().some((name) => name.includes('.lockstep'))).toBe(false);
  });

  it('keeps a record that it cannot read beside the new one', () => {
    write('.lockstep/progress.json', '{"torn');
    write('exercises/c/a.ts', 'mine');
    recordVerdicts(root, [verdict], 5);
    expect(read('.lockstep/progress.json.damaged-5')).toBe('{"torn');
    expect(historyOf('c/a')).toContain('checked: mine');
  });
});

describe('importing to the disk', () => {
  it('writes newer code into the file, and copies what was there beside it', () => {
    write('exercises/c/a.ts', 'from the desk', 500_000);
    const { report, written, saved } = importToDisk(root, fileWith([version('from the laptop', 600_000)]));
    expect(report).toMatchObject({ kind: 'imported', replaced: ['c/a'] });
    expect(written).toEqual(['c/a']);
    expect(saved.map((path) => readFileSync(path, 'utf8'))).toEqual(['from the desk']);
    expect(read('exercises/c/a.ts')).toBe('from the laptop');
    expect(historyOf('c/a')).toEqual([
      `original: ${stub}`,
      'before-import: from the desk',
      'imported: from the laptop',
    ]);
  });

  it('leaves a file that is newer, and puts the other code beside it', () => {
    write('exercises/c/a.ts', 'from the desk', 700_000);
    const file = fileWith([version('from the laptop', 600_000)]);
    const { report, written, saved, older } = importToDisk(root, file);
    expect([report, written, saved]).toMatchObject([{ stayed: ['c/a'] }, [], []]);
    expect(older.map((path) => readFileSync(path, 'utf8'))).toEqual(['from the laptop']);
    expect(importToDisk(root, file).older).toEqual([]);
    expect(read('exercises/c/a.ts')).toBe('from the desk');
    expect(historyOf('c/a')).toContain('imported: from the laptop');
  });

  it('puts solved code over a stub, and copies no stub', () => {
    expect(importToDisk(root, fileWith([version('solved', 600_000, 'solved')]))).toMatchObject({
      written: ['c/a'],
      saved: [],
    });
    expect(read('exercises/c/a.ts')).toBe('solved');
  });

  it('changes nothing the second time', () => {
    const file = fileWith([version('from the laptop', 600_000)]);
    importToDisk(root, file, 1);
    const once = everything();
    importToDisk(root, file, 1);
    expect(everything()).toEqual(once);
  });

  it('gives back what it exported', () => {
    write('exercises/c/a.ts', 'mine', 500_000);
    recordVerdicts(root, [verdict], 600_000);
    const file = JSON.stringify(exportFromDisk(root));
    write('exercises/c/a.ts', stub, 100_000);
    rmSync(`${root}/.lockstep`, { recursive: true });
    importToDisk(root, file);
    expect(read('exercises/c/a.ts')).toBe('mine');
    expect(exportFromDisk(root).exercises['c/a']!.graded).toEqual({ verdict, at: 600_000 });
  });

  it('writes no file but those of exercises that it knows, and keeps the rest for an edition that does', () => {
    const evil = {
      '../../evil': { versions: [version('x', 1)] },
      'c/../../evil': { versions: [version('x', 1)] },
    };
    importToDisk(root, fileWith([], { exercises: evil as Kept['exercises'] }));
    expect(files().filter((name) => name.includes('evil'))).toEqual([]);
    expect(Object.keys(exportFromDisk(root).exercises)).toEqual(Object.keys(evil).sort());
  });

  it('changes nothing when the file is damaged', () => {
    write('exercises/c/a.ts', 'mine');
    const before = everything();
    const { report } = importToDisk(root, fileWith([version('theirs', 9e12)]).slice(0, -9));
    expect(report.kind).toBe('refused');
    expect(everything()).toEqual(before);
  });

  it('changes nothing when a file cannot be written', () => {
    write('exercises/c/a.ts', 'mine', 500_000);
    write('.lockstep', 'a file where the folder should be');
    const before = everything();
    const { report } = importToDisk(root, fileWith([version('theirs', 9e12)]));
    expect(report).toMatchObject({
      kind: 'refused',
      sentence: expect.stringMatching(/could not be written.*Nothing was changed/),
    });
    expect(everything()).toEqual(before);
  });
});
