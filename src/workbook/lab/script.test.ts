import { describe, expect, it } from 'vitest';
import { printScript, type Intervention, type Recording, type Scenario } from '../../sim/index.ts';
import { beginning, momentAfter, momentAt, settled, type Moment } from './moment.ts';
import { amend, branch, byTimeAlone } from './script.ts';
import { record, scenarioOf } from './testing.ts';

const text = `seed 3
  latency 5ms to 15ms
  at 40ms client A sends x to n1
  at 120ms crash n3 after persist
  at 200ms pause n2
  at 260ms resume n2
  at 400ms client A sends y to n1`;
const scenario = scenarioOf(text);
const recording = record(scenario);
const crash: readonly Intervention[] = [{ kind: 'crash', node: 'n1' }];

/** Everything up to the moment is as it was, event by event, and then it is done. */
function expectDoneAt(before: Recording, moment: Moment, after: Recording): void {
  expect(after.trace.events.slice(0, moment.event)).toEqual(before.trace.events.slice(0, moment.event));
  expect(after.trace.events[moment.event]).toMatchObject({ kind: 'crash', node: 'n1' });
  expect(after.trace.events[moment.event]!.at).toBe(Math.floor(moment.time));
}

const lines = ({ script }: Scenario) => printScript(script);

describe('what is done by hand', () => {
  it('leaves everything before it as it was, wherever in the run it is done', () => {
    for (let at = 1; at < 600; at += 7) {
      const moment = momentAt(recording, at + (at % 3) / 4);
      for (const scenarioAfter of [
        branch({ scenario, recording, moment }, crash),
        amend({ scenario, recording, moment }, crash),
      ])
        expectDoneAt(recording, moment, record(scenarioAfter));
    }
  });

  it('leaves everything before it as it was at every single step, too', () => {
    let moment = beginning;
    for (let step = 0; step < 90; step++) {
      moment = settled(recording, momentAfter(recording, moment.event + 1));
      if (moment.time === 0) continue;
      expectDoneAt(recording, moment, record(branch({ scenario, recording, moment }, crash)));
    }
  });

  it('in another future takes the place of all that the script had in store', () => {
    const moment = momentAt(recording, 230);
    const { script } = branch({ scenario, recording, moment }, crash);
    expect(script.slice(0, -1).map(({ at }) => at)).toEqual([0, 40, 120, 200]);
    expect(script.at(-1)).toMatchObject({ at: 230, do: crash[0] });
  });

  it('at the edge of what was seen leaves the script in store', () => {
    const moment = momentAt(recording, 230);
    const done = lines(amend({ scenario, recording, moment }, crash));
    expect(done.slice(-2)).toEqual(['at 260ms resume n2', 'at 400ms client A sends y to n1']);
    expect(done.at(-3)).toMatch(/^at 230ms after event \d+ crash n1$/);
  });

  it('can be done twice between the same two events, in order', () => {
    const moment = momentAt(recording, 230);
    const first = amend({ scenario, recording, moment }, crash);
    const then = record(first);
    const second = amend(
      { scenario: first, recording: then, moment: { ...moment, event: moment.event + 1 } },
      [{ kind: 'restart', node: 'n1' }],
    );
    const kinds = record(second).trace.events.slice(moment.event, moment.event + 2);
    expect(kinds.map(({ kind }) => kind)).toEqual(['crash', 'start']);
  });

  it('is taken back by whoever goes back before it and does something else', () => {
    const moment = momentAt(recording, 230);
    const first = amend({ scenario, recording, moment }, crash);
    const other: Intervention = { kind: 'stop', node: 'n3' };
    const second = branch({ scenario: first, recording: record(first), moment }, [other]);
    expect(lines(second).filter((line) => /crash n1/.test(line))).toEqual([]);
    expect(second.script.at(-1)!.do).toEqual(other);
  });

  it('is done at its time once the seed or the rules are others', () => {
    const moment = momentAt(recording, 230);
    const script = byTimeAlone(amend({ scenario, recording, moment }, crash).script);
    expect(script.every((line) => line.event === undefined)).toBe(true);
    expect(script.map(({ at }) => at)).toEqual([0, 40, 120, 200, 230, 260, 400]);
  });
});
