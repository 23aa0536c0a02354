import { mkdirSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from '../../src/grading/node/root.ts';
import { cutStub } from '../../src/grading/stub.ts';

/** Writes every stub as it is cut, below the repository so that `#course/…` resolves. Path by exercise id. */
export function writeStubs(ids: readonly string[]): Map<string, string> {
  const directory = `${root}/.lockstep/stubs`;
  rmSync(directory, { recursive: true, force: true });
  return new Map(
    ids.map((id) => {
      const path = `${directory}/${id}.ts`;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, cutStub(readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8')));
      return [id, path];
    }),
  );
}
