import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { gradeAnswers } from '../src/grading/node/grade.ts';
import { openPageHost } from '../test/course/page-host.ts';
const only = process.argv.slice(2);
const files = readdirSync('/tmp/probe').filter(
  (f) => only.length === 0 || only.includes(f.replace('.ts', '')),
);
const host = await openPageHost();
const suite = readFileSync('test/suites/zz/probe.test.ts', 'utf8');
const graded = await gradeAnswers(files.map((f) => ({ exercise: 'zz/probe', path: `/tmp/probe/${f}` })));
for (const { answer, verdict } of graded) {
  const t = Date.now();
  const page = await host.grade('zz/probe', readFileSync(answer.path, 'utf8'), suite);
  const same = isDeepStrictEqual(JSON.parse(JSON.stringify(page)), JSON.parse(JSON.stringify(verdict)));
  console.log(answer.path, same ? 'SAME' : 'DIFF', page.outcome, Date.now() - t);
  if (!same) {
    const a = JSON.stringify(verdict, null, 1).split('\n'),
      b = JSON.stringify(page, null, 1).split('\n');
    a.forEach((l, i) => l !== b[i] && console.log('  node', l, '\n  page', b[i]));
  }
}
process.exit(0);
