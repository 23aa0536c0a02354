import { describe, expect, it } from 'vitest';
import { partingOf } from './compare.ts';
import { momentAt } from './moment.ts';
import { branch } from './script.ts';
import { record, scenarioOf } from './testing.ts';

const scenario = scenarioOf('seed 3\nat 40ms client A sends x to n1');
const recording = record(scenario);

describe('two futures', () => {
  it('part where something was done in one of them', () => {
    const moment = momentAt(recording, 100);
    const other = record(branch({ scenario, recording, moment }, [{ kind: 'crash', node: 'n1' }]));
    const parting = partingOf(recording.trace, other.trace);
    expect(parting?.event).toBe(moment.event);
    expect(parting?.sentence).toMatch(/^First future, 1\d\d ms: .+\. Second future, 100 ms: n1 crashes\.$/);
    expect(partingOf(recording.trace, other.trace, moment.event)).toEqual(parting);
  });

  it('are told in the words of whoever shows them', () => {
    const other = record({ ...scenario, seed: 4 });
    const parting = partingOf(recording.trace, other.trace, 0, (_, event) => `Event ${event}.`);
    expect(parting?.sentence).toMatch(
      new RegExp(`^First future, \\d+ ms: Event ${parting!.event}\\. Second future, \\d+ ms: Event`),
    );
  });

  it('that are the same as far as they are known do not part', () => {
    expect(partingOf(recording.trace, record(scenario, 900).trace)).toBeNull();
  });
});
