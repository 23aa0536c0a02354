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
    const other = record(branch({ scenario, recording, moment }, { kind: 'crash', node: 'n1' }));
    const parting = partingOf(recording.trace, other.trace);
    expect(parting?.event).toBe(moment.event);
    expect(parting?.sentence).toMatch(
      /^They part where in the first future .+, at 1\d\d ms, and in the second n1 crashes, at 100 ms\.$/,
    );
    expect(partingOf(recording.trace, other.trace, moment.event)).toEqual(parting);
  });

  it('are told in one breath when they part at one time', () => {
    const other = record({ ...scenario, seed: 4 });
    expect(partingOf(recording.trace, other.trace)?.sentence).toMatch(
      /^They part at \d+ ms\. In the first future .+; in the second .+\.$/,
    );
  });

  it('that are the same as far as they are known do not part', () => {
    expect(partingOf(recording.trace, record(scenario, 900).trace)).toBeNull();
  });
});
