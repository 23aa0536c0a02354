import ts from 'typescript';
import { whyAbsent } from '../grading/absent.ts';

/**
 * TypeScript's message as a paragraph, without advice that only someone with a tsconfig.json could follow.
 *
 * TypeScript explains itself as a tree: the first line says what is wrong, each further level why.
 */
export function inWords(message: string | ts.DiagnosticMessageChain): string {
  const text = ts
    .flattenDiagnosticMessageText(message, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => (/[.?!:]$/.test(line) ? line : `${line}.`))
    .join(' ')
    .replace(/ Do you need to (install type definitions|change your target library)\b.*$/, '');
  const name = /^Cannot find name '(\w+)'/.exec(text)?.[1];
  const missing = whyAbsent(name);
  return missing === undefined ? text : `Cannot find name '${name}'. ${missing}`;
}
