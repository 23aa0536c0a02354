/** `npm run examples`: runs every live example as the page does, and every scenario, and writes down what they print. Read the difference. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { transcript } from '../src/runner/transcript.ts';
import { readExamples } from '../test/course/examples.ts';
import { openPageHost } from '../test/course/page-host.ts';
import { loadSystem, readScenarios } from '../test/course/scenarios.ts';
import { parseScenario, runScenario, tellRun } from '../src/sim/index.ts';

const host = await openPageHost();
for (const { lesson, title, files, entry, expectation } of readExamples()) {
  const printed = transcript(await host.run(files, entry));
  write(expectation, printed, `${lesson}: "${title}" prints`);
}
for (const file of readScenarios()) {
  const system = await loadSystem(file);
  write(
    file.transcript,
    tellRun(runScenario(system, parseScenario(file.text, system))),
    `${file.path} tells`,
  );
}

function write(path: string, text: string, what: string): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (text === before) return;
  writeFileSync(path, text);
  console.log(`${what} something ${before === undefined ? 'for the first time' : 'else'} now.`);
}
