import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../grading/node/root.ts';
import { scenarioPaths } from '../../plugins/scenario-files.ts';
import { runText } from './run.ts';

const paths = scenarioPaths();

describe('a figure', () => {
  it.each(paths)('can be made of %s', (path) => {
    const { trace } = runText(readFileSync(`${root}/${path}`, 'utf8'));
    expect(trace.events.length).toBeGreaterThan(10);
    expect(trace.omitted).toBe(0);
  });

  it('names its scenario without a folder, so no two have the same name', () => {
    expect(new Set(paths.map((path) => basename(path))).size).toBe(paths.length);
  });
});
