import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface FileChange {
  readonly path: string;
  readonly text: string;
}

/**
 * Gives each file its text, all or none: everything is written out beside the files before the first of them is replaced, and what
 * was replaced is put back when a later one cannot be. A file never holds half a text.
 *
 * @throws Error of the file system, after everything is as it was
 */
export function replaceFiles(changes: readonly FileChange[]): void {
  const before = changes.map(({ path }) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined));
  const beside = changes.map(({ path }) => `${path}.${process.pid}.tmp`);
  let replaced = 0;
  try {
    changes.forEach(({ path, text }, index) => {
      mkdirSync(dirname(path), { recursive: true });
      writeOut(beside[index]!, text);
    });
    for (; replaced < changes.length; replaced++) renameSync(beside[replaced]!, changes[replaced]!.path);
  } catch (error) {
    for (let index = 0; index < replaced; index++) {
      const text = before[index];
      if (text === undefined) rmSync(changes[index]!.path);
      else {
        writeOut(beside[index]!, text);
        renameSync(beside[index]!, changes[index]!.path);
      }
    }
    beside.forEach((path) => rmSync(path, { force: true }));
    throw error;
  }
}

function writeOut(path: string, text: string): void {
  const file = openSync(path, 'w');
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
