import ts from 'typescript';
import { root } from '../../src/grading/node/root.ts';

/** Compiler errors in the given files, each with its place and its words. A suite is typed against the solution. */
export function typeErrors(paths: readonly string[]): string[] {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram({
    rootNames: paths,
    options: {
      ...options,
      incremental: false,
      types: ['node'],
      paths: { '#exercise/*': [`${root}/test/solutions/*.ts`] },
    },
    ...(previous && { oldProgram: previous }),
  });
  previous = program;
  return paths.flatMap((path) => {
    const file = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ start, messageText }) => {
        const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
        return `${path.slice(root.length + 1)}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      },
    );
  });
}

/** The libraries are parsed once, not once for each exercise. */
let previous: ts.Program | undefined;
