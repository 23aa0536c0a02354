/**
 * The learner's progress as one file, the same that the progress page exports and imports.
 *
 *   npm run progress -- export [file]    writes what is in exercises/ and what `npm test` found out
 *   npm run progress -- import <file>    merges a file into exercises/; what was there is saved beside it
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../src/grading/node/root.ts';
import { exportFromDisk, importToDisk } from '../src/workbook/node/disk-progress.ts';
import { replaceFiles } from '../src/workbook/node/replace-file.ts';
import { UnreadableProgress } from '../src/workbook/progress-file.ts';

const [command, name, ...more] = process.argv.slice(2);
const usage = 'npm run progress -- export [file], or npm run progress -- import <file>';
// npm runs a script at the root of the repository, and tells where it was called.
const here = (file: string) => resolve(process.env['INIT_CWD'] ?? '.', file);

if (more.length > 0) refuse(`One file, please: ${usage}`);
if (command === 'export') exportTo(name ?? `lockstep-progress-${new Date().toISOString().slice(0, 10)}.json`);
else if (command === 'import') importFrom(name ?? refuse(`Say which file: ${usage}`));
else refuse(`Say what to do: ${usage}`);

function exportTo(file: string): void {
  let text: string;
  try {
    text = `${JSON.stringify(exportFromDisk(root), null, 2)}\n`;
  } catch (error) {
    if (error instanceof UnreadableProgress) refuse(error.message);
    throw error;
  }
  if (file === '-') return void process.stdout.write(text);
  try {
    replaceFiles([{ path: here(file), text }]);
  } catch (error) {
    refuse(`${file} could not be written: ${(error as Error).message}.`);
  }
  console.log(`${file} holds your progress. “Import progress” on the progress page reads it.`);
}

function importFrom(file: string): void {
  if (!existsSync(here(file))) refuse(`There is no file ${file}.`);
  let text: string;
  try {
    text = readFileSync(here(file), 'utf8');
  } catch (error) {
    refuse(`${file} could not be read: ${(error as Error).message}.`);
  }
  const { report, written, saved, older } = importToDisk(root, text);
  if (report.kind === 'refused') refuse(report.sentence);
  console.log(report.sentence);
  for (const id of written) console.log(`exercises/${id}.ts holds the newer code now.`);
  for (const path of older)
    console.log(`The file’s code, which is older, is in ${path.slice(root.length + 1)}.`);
  for (const path of saved) console.log(`What was there is saved as ${path.slice(root.length + 1)}.`);
}

function refuse(problem: string): never {
  console.error(problem);
  process.exit(2);
}
