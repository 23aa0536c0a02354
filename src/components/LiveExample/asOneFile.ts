import { strToU8, zipSync } from 'fflate';
import type { Files } from '../../runner/runner.ts';

/** One file as it is; several, which import each other, in one archive. */
export function asOneFile(title: string, files: Files) {
  const entries = Object.entries(files).map(([path, text]) => [path.slice(1), text] as const);
  const [[name, text]] = entries as [readonly [string, string]];
  if (entries.length === 1) return { name, content: text, type: 'text/plain' };
  const archive = zipSync(Object.fromEntries(entries.map(([name, text]) => [name, strToU8(text)])));
  return { name: `${slug(title)}.zip`, content: new Uint8Array(archive), type: 'application/zip' };
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'example';
