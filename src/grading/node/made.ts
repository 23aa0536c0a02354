import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { filesUnder } from './catalogue.ts';
import { root } from './root.ts';

/**
 * What takes seconds to make out of the sources and the installed packages is made once. It lies in `.lockstep/made`, under
 * a name that changes with any of them, and whoever finds it there need not make it again.
 */
const folder = `${root}/.lockstep/made`;

export interface Made {
  /** The text as it was made before, of these very sources. */
  readonly before: string | undefined;
  readonly keep: (text: string) => string;
}

/** @param folders Paths from the root: the thing changes with any of the files in them, too. */
export function made(name: string, folders: readonly string[] = []): Made {
  const file = `${name}.${fingerprint(folders)}`;
  const path = `${folder}/${file}`;
  return {
    before: existsSync(path) ? readFileSync(path, 'utf8') : undefined,
    keep(text) {
      mkdirSync(folder, { recursive: true });
      const stale = readdirSync(folder).filter((other) => other.startsWith(`${name}.`) && other !== file);
      for (const other of stale) rmSync(`${folder}/${other}`, { force: true });
      // Several may make it at once, and one may be killed as it writes: under its name it is whole.
      const draft = `${folder}/draft.${process.pid}.${name}`;
      writeFileSync(draft, text);
      renameSync(draft, path);
      return text;
    },
  };
}

function fingerprint(folders: readonly string[]): string {
  const hash = createHash('sha256');
  const sources = filesUnder(`${root}/src`, '.ts').filter((file) => !file.endsWith('.test.ts'));
  const more = folders.flatMap((folder) =>
    filesUnder(`${root}/${folder}`, '')
      .map((file) => `${folder}/${file}`)
      .filter((file) => statSync(`${root}/${file}`).isFile()),
  );
  for (const file of ['package.json', 'package-lock.json', ...sources.map((each) => `src/${each}`), ...more])
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(`${root}/${file}`))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
