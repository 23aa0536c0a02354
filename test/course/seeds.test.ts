import { expect, it } from 'vitest';
import { gradeAnswers } from '../../src/grading/node/grade.ts';
import { root } from '../../src/grading/node/root.ts';

/** `npm test -- raft/raft-node --seed 7`: what is drawn from seeds is run under this one, and no other. */
const mistake = {
  exercise: 'raft/raft-node',
  path: `${root}/test/mistakes/raft/raft-node/reads-without-the-log.ts`,
};

it('a seed that is named is the only one, and fails as it did among others', async () => {
  const [among] = await gradeAnswers([mistake]);
  const [alone] = await gradeAnswers([mistake], root, { seed: 7 });
  const storyIn = (graded: typeof alone) =>
    graded!.verdict.tests.find(({ state }) => state === 'failed')!.failure!.message;
  expect(storyIn(among)).toMatch(/^With seed 1: /);
  expect(storyIn(alone)).toMatch(/^With seed 7: .+\n[\s\S]*--seed 7\nOpen in the cluster lab: \/lab\/#lab=/);
});
