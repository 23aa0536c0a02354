import { readdirSync } from 'node:fs';
import { gradeAnswers } from '../src/grading/node/grade.ts';
const only = process.argv.slice(2);
const files = readdirSync('/tmp/probe').filter(
  (f) => only.length === 0 || only.includes(f.replace('.ts', '')),
);
const t = Date.now();
const graded = await gradeAnswers(files.map((f) => ({ exercise: 'zz/probe', path: `/tmp/probe/${f}` })));
for (const { answer, verdict } of graded) {
  console.log(
    `${answer.path.split('/').pop()}: ${verdict.outcome} ${verdict.passed}/${verdict.total}`,
    verdict.failure ? JSON.stringify(verdict.failure) : '',
  );
  for (const x of verdict.tests)
    if (x.state !== 'passed')
      console.log(
        '   ',
        x.state,
        x.name,
        x.todo ?? '',
        x.failure
          ? `[${x.failure.kind}] ${x.failure.name}: ${x.failure.message.slice(0, 150).replaceAll('\n', '⏎')} @${x.failure.line} exp=${x.failure.expected?.slice(0, 40)} rec=${x.failure.received?.slice(0, 40)}`
          : '',
      );
}
console.log(Date.now() - t, 'ms');
