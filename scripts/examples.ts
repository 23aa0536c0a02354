/** `npm run examples`: runs every live example as the page does and writes down what it prints. Read the difference. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { transcript } from '../src/runner/transcript.ts';
import { readExamples } from '../test/course/examples.ts';
import { openPageHost } from '../test/course/page-host.ts';

const host = await openPageHost();
for (const { lesson, title, files, entry, expectation } of readExamples()) {
  const printed = transcript(await host.run(files, entry));
  const before = existsSync(expectation) ? readFileSync(expectation, 'utf8') : undefined;
  if (printed === before) continue;
  writeFileSync(expectation, printed);
  console.log(
    `${lesson}: "${title}" prints something ${before === undefined ? 'for the first time' : 'else'} now.`,
  );
}
