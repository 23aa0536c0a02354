import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importsOf } from '../../src/grading/node/catalogue.ts';
import { gradeAnswers, suitePath } from '../../src/grading/node/grade.ts';
import { root } from '../../src/grading/node/root.ts';
import { isTypeError } from '../../src/grading/type-problems.ts';
import type { Verdict } from '../../src/grading/verdict.ts';
import { badInputs, type BadInput } from './bad-input.ts';
import { inTurn, openPageHost } from './page-host.ts';

const exercise = 'fixture/calculator';
const course = `${root}/test/course/fixture`;
const verdicts = new Map<BadInput, { node: Verdict; page: Verdict }>();
const directory = mkdtempSync(join(tmpdir(), 'lockstep-bad-input-'));
afterAll(() => rmSync(directory, { recursive: true }));

beforeAll(async () => {
  const answers = badInputs.map(({ answer }, index) => {
    const path = join(directory, `${index}.ts`);
    writeFileSync(path, answer);
    return { exercise, path };
  });
  const host = await openPageHost();
  const suite = readFileSync(suitePath(exercise, course), 'utf8');
  const [graded, pages] = await Promise.all([
    gradeAnswers(answers, course),
    inTurn(badInputs, ({ answer }) => host.grade(exercise, answer, suite, importsOf(exercise, course))),
  ]);
  badInputs.forEach((input, index) =>
    verdicts.set(input, { node: graded[index]!.verdict, page: pages[index]! }),
  );
});

describe.each(badInputs)('given $name', (input) => {
  it('the command line says what is wrong and goes on', () => {
    const { node } = verdicts.get(input)!;
    const ofTypes = node.failure && isTypeError(node.failure) ? node.failure : undefined;
    const ofTests = node.tests.find((test) => test.failure)?.failure;
    const failure = ofTests ?? (ofTypes ? undefined : node.failure);
    expect(node.outcome).toBe(input.outcome);
    expect(failure?.kind).toBe(input.kind);
    if (input.says) expect(failure?.message).toMatch(input.says);
    if (input.line !== undefined) expect(failure?.line).toBe(input.line);
    expect(ofTypes?.line).toBe(input.typeError?.line);
    if (input.typeError) expect(ofTypes?.message).toMatch(input.typeError.says);
    for (const [state, count] of Object.entries(input.tests ?? {})) {
      expect({ state, count: node.tests.filter((test) => test.state === state).length }).toEqual({
        state,
        count,
      });
    }
  });

  it('the page says the same', () => {
    const { node, page } = verdicts.get(input)!;
    expect(page).toEqual(node);
  });
});
