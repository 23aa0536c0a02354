import { describe, expect, it } from 'vitest';
import { filesUnder } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { readDiagrams, readDrawing } from '../../src/plugins/diagrams.ts';

const diagrams = readDiagrams();

describe.each(diagrams)('the figure "$title" of $lesson', ({ file, hash, alt }) => {
  it('is drawn from its fence as it stands', () => {
    expect(
      readDrawing(file, hash),
      `${file} is missing or older than its fence. Run: npm run diagrams`,
    ).toBeDefined();
  });

  it('says in words what it shows', () => {
    expect(
      alt.split(/\s+/).length,
      'The text alternative is for readers who do not see the figure',
    ).toBeGreaterThanOrEqual(6);
  });

  it('carries no colour of its own', () => {
    expect(readDrawing(file, hash) ?? '').not.toMatch(/<style|style="[^"]*(fill|stroke):\s*#/);
  });
});

it('no drawing is left without a figure', () => {
  const drawings = filesUnder(`${root}/docs`, '.svg').map((file) => `docs/${file}`);
  expect(drawings.filter((file) => !diagrams.some((diagram) => diagram.file === file))).toEqual([]);
});
