/**
 * Cuts the stub from the reference solution, so that the two cannot drift. The learner's part stands between
 * `// BEGIN SOLUTION: what to do` and `// END SOLUTION` (nbgrader's convention).
 *
 * @throws Error naming the line, when a mark has no partner or says nothing
 */
export function cutStub(solution: string): string {
  const out: string[] = [];
  let openedAt: number | undefined;
  solution.split('\n').forEach((text, index) => {
    const begin = /^(\s*)\/\/ BEGIN SOLUTION:?\s*(.*)$/.exec(text);
    const end = /^\s*\/\/ END SOLUTION\s*$/.test(text);
    const refuse = (problem: string) => {
      throw new Error(`Line ${index + 1}: ${problem}`);
    };
    if (begin) {
      if (openedAt !== undefined)
        refuse(`BEGIN SOLUTION inside the one opened on line ${openedAt}. Close that first.`);
      if (!begin[2])
        refuse(
          'BEGIN SOLUTION says nothing. Write what the learner has to do: `// BEGIN SOLUTION: refuse …`.',
        );
      out.push(`${begin[1]}unfinished('${begin[2]!.replaceAll("'", "\\'")}');`);
      openedAt = index + 1;
    } else if (end) {
      if (openedAt === undefined) refuse('END SOLUTION without a BEGIN SOLUTION.');
      openedAt = undefined;
    } else if (openedAt === undefined) out.push(text);
  });
  if (openedAt !== undefined)
    throw new Error(`Line ${openedAt}: BEGIN SOLUTION is never closed. Write // END SOLUTION.`);
  return insertImport(out.join('\n'));
}

function insertImport(stub: string): string {
  const leadingComment = /^\s*\/\*\*[\s\S]*?\*\/\n/.exec(stub)?.[0] ?? '';
  const rest = stub.slice(leadingComment.length).replace(/^\n+/, '');
  const line = "import { unfinished } from '#course/unfinished';\n";
  return `${leadingComment}${line}${rest.startsWith('import ') ? '' : '\n'}${rest}`;
}
