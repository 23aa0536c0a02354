import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openChecker } from '../../src/language/node/checker.ts';
import { transcript } from '../../src/runner/transcript.ts';
import { readExamples } from './examples.ts';
import { openPageHost } from './page-host.ts';

let host: Awaited<ReturnType<typeof openPageHost>>;
beforeAll(async () => {
  host = await openPageHost();
});

describe.each(readExamples())('$lesson: $title', ({ files, entry, expectation }) => {
  it('prints what the lesson says it prints, twice', async () => {
    expect(existsSync(expectation), 'Run: npm run examples').toBe(true);
    const expected = readFileSync(expectation, 'utf8');
    expect(
      transcript(await host.run(files, entry)),
      'If the change is meant: npm run examples, and read the difference',
    ).toBe(expected);
    expect(transcript(await host.run(files, entry))).toBe(expected);
  });

  it('has nothing that the editor would underline', () => {
    for (const path of Object.keys(files)) expect(openChecker().diagnose(files, path), path).toEqual([]);
  });

  it('fits its editor', () => {
    for (const [path, source] of Object.entries(files)) {
      const long = source.split('\n').filter((line) => line.length > 80);
      expect(long, `${path} has lines of more than 80 characters`).toEqual([]);
    }
  });
});
