import { readFileSync } from 'node:fs';
import type { Plugin } from 'vitest/config';
import { compile, wrapModule, type CompileOptions } from '../../runner/compile.ts';
import { partOf, partPath, unfinishedIn, type Parts } from '../parts.ts';
import { answerPath, exportedNames, imports } from '../precheck.ts';
import type { ExerciseId } from '../verdict.ts';

/**
 * One suite, many answers: `#exercise/<id>` is whichever file is being graded. It is compiled and evaluated as the page
 * does it, behind a module that Vite understands, so that messages and lines are the same on both sides.
 */
export function answerPlugin(root: string, answers: ReadonlyMap<ExerciseId, AnswerFile>): Plugin {
  const answerId = (exercise: ExerciseId) => root + answerPath(exercise);
  /** Each answer has parts of its own. */
  const partId = (exercise: ExerciseId, part: ExerciseId) => `${root}/exercises/${exercise}${partPath(part)}`;
  const users = new Map([...answers.keys()].map((exercise) => [answerId(exercise), exercise]));
  const codes = new Map<string, () => string>();
  for (const [exercise, { path, parts }] of answers) {
    const code = () => moduleAround(readFileSync(path, 'utf8'), answerPath(exercise), { returns: true });
    codes.set(answerId(exercise), code);
    for (const [part, text] of Object.entries(parts)) {
      const id = partId(exercise, part);
      codes.set(id, () => moduleAround(text, partPath(part), { apart: true }));
      codes.set(unfinishedFor(id), () => unfinishedIn(part));
    }
  }
  return {
    name: 'lockstep-answers',
    enforce: 'pre',
    resolveId(specifier, importer = '') {
      const exercise = partOf(specifier);
      const user = users.get(importer);
      const id =
        exercise === undefined
          ? unfinishedFor(importer)
          : user === undefined
            ? answerId(exercise)
            : partId(user, exercise);
      return codes.has(id) ? id : undefined;
    },
    load(id) {
      const code = codes.get(id)?.();
      return code === undefined ? undefined : { code, map: { mappings: '' } };
    },
  };
}

export interface AnswerFile {
  readonly path: string;
  readonly parts: Parts;
}

/** What a part gets for the only module that it imports. */
const unfinishedFor = (part: string) => `${part}.unfinished.js`;

function moduleAround(source: string, path: string, options: CompileOptions): string {
  const compiled = compile(source, path, options);
  const specifiers = [...new Set([...imports(compiled.program)].map(({ from }) => from))];
  const names = [...exportedNames(compiled.program)];
  return [
    ...specifiers.map((from, index) => `import * as module${index} from ${JSON.stringify(from)};`),
    `const modules = { ${specifiers.map((from, index) => `${JSON.stringify(from)}: module${index}`).join(', ')} };`,
    `const answer = {};`,
    `await globalThis.eval(${JSON.stringify(wrapModule(compiled, path))})((from) => modules[from], answer, globalThis.__lockstep);`,
    ...names.map((name, index) => `const export${index} = answer[${JSON.stringify(name)}];`),
    `export { ${names.map((name, index) => `export${index} as ${name}`).join(', ')} };`,
  ].join('\n');
}
