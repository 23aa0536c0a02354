import { existsSync, writeFileSync } from 'node:fs';

/**
 * Writes a text to a file beside an exercise's, where nothing ever overwrites it.
 *
 * @param path of the exercise's `.ts` file
 * @returns the path of the file that holds the text
 */
export function saveBeside(path: string, text: string, now = new Date()): string {
  const name = `${path.replace(/\.ts$/, '')}.saved-${now.toISOString().replace(/[:.]/g, '-')}`;
  let saved = `${name}.txt`;
  for (let copy = 2; existsSync(saved); copy++) saved = `${name}-${copy}.txt`;
  writeFileSync(saved, text, { flag: 'wx' });
  return saved;
}
