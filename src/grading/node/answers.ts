import { readFileSync } from 'node:fs';
import type { Plugin } from 'vitest/config';
import { compile, wrapModule } from '../../runner/compile.ts';
import { answerPath, exportedNames, imports } from '../precheck.ts';
import type { ExerciseId } from '../verdict.ts';

/**
 * One suite, many answers: `#exercise/<id>` is whichever file is being graded. It is compiled and evaluated as the page
 * does it, behind a module that Vite understands, so that messages and lines are the same on both sides.
 */
export function answerPlugin(root: string, answers: ReadonlyMap<ExerciseId, string>): Plugin {
  const byId = new Map(
    [...answers].map(([exercise, path]) => [root + answerPath(exercise), { exercise, path }]),
  );
  return {
    name: 'lockstep-answers',
    enforce: 'pre',
    resolveId(specifier) {
      const exercise = /^#exercise\/(.+)$/.exec(specifier)?.[1];
      return exercise !== undefined && answers.has(exercise) ? root + answerPath(exercise) : undefined;
    },
    load(id) {
      const answer = byId.get(id);
      if (!answer) return undefined;
      return {
        code: moduleAround(readFileSync(answer.path, 'utf8'), answerPath(answer.exercise)),
        map: { mappings: '' },
      };
    },
  };
}

function moduleAround(source: string, path: string): string {
  const compiled = compile(source, path, { returns: true });
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
