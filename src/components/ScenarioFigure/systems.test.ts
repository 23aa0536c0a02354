import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runText } from './run.ts';

const folder = new URL('../../ordering/scenarios/', import.meta.url);
const scenarios = readdirSync(folder).filter((file) => file.endsWith('.scenario'));

describe('a figure', () => {
  it.each(scenarios)('can be made of %s', (file) => {
    const { trace } = runText(readFileSync(new URL(file, folder), 'utf8'));
    expect(trace.events.length).toBeGreaterThan(10);
    expect(trace.omitted).toBe(0);
  });
});
