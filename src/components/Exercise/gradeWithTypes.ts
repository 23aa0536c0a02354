import { partFiles, type Parts } from '../../grading/parts.ts';
import { editorPath, joinTypes, type TypedVerdict, type TypeProblem } from '../../grading/type-problems.ts';
import * as client from '../../runner/client.ts';
import type { GradeHandle, GradeRequest } from '../../runner/runner.ts';

/**
 * Grades the answer and has its types checked beside it. An untouched stub is right in its types, and not worth loading
 * the type checker for.
 */
export function gradeWithTypes(request: GradeRequest, stub: string): GradeHandle & TypedVerdict {
  const { exercise, answer, parts = {} } = request;
  const { verdict, stop } = client.grade(request, () => {});
  const types = answer === stub ? Promise.resolve([]) : typeProblems(editorPath(exercise), answer, parts);
  return { ...joinTypes(verdict, types, answer), stop };
}

async function typeProblems(path: string, answer: string, parts: Parts): Promise<readonly TypeProblem[]> {
  const { language } = await import(
    /* webpackChunkName: "lockstep-language" */ '../../language/client.ts'
  ).catch(() => {
    throw new Error('The type checker could not be loaded. Check the connection.');
  });
  return (await language.ask('diagnose', { files: { ...partFiles(parts), [path]: answer } }))[path]!;
}
