import { describe, expect, it } from 'vitest';
import { act, arrive, look, open, scenarioOf, show } from './lab.ts';
import { momentAt } from './moment.ts';
import { linkOf, openLink } from './opening.ts';
import { systemFor } from '../../raft/setup.ts';
import { readScenario } from './read-scenario.ts';
import { record } from './testing.ts';

const text = 'system raft\nseed 4\nnodes n1 n2 n3 n4 n5\nat 400ms client c1 sends set x 1 to n1\n';
const scenario = readScenario(text);
const run = (of = scenario) => record(of, 900, systemFor(of));

describe('a link', () => {
  it('opens the same run at the same moment', () => {
    const lab = look(open(scenario), { ...momentAt(run(), 437), time: 437.2 });
    const there = arrive(openLink(linkOf(lab, false)), run());
    expect(there.futures).toEqual(lab.futures);
    expect(there.moment).toEqual(lab.moment);
  });

  it('opens both futures, and the one that was shown', () => {
    const seen = look(look(open(scenario), momentAt(run(), 800)), momentAt(run(), 437));
    const done = act(seen, run(), [{ kind: 'crash', node: 'n3' }]);
    const forked = arrive(done, run(scenarioOf(done)));
    const there = openLink(linkOf(forked, true));
    expect(there.futures).toMatchObject({ kind: 'two', shown: 'second', from: { event: seen.moment.event } });
    expect(arrive(there, run(scenarioOf(there))).moment).toEqual(forked.moment);
    expect(openLink(linkOf(show(forked, 'first'), false)).futures).toMatchObject({ shown: 'first' });
    expect(linkOf(forked, true).own).toBe(true);
  });

  it('waits until the run has come so far', () => {
    const there = openLink({ scenario: text, event: 200, time: 700 });
    const short = record(scenario, 100, systemFor(scenario));
    expect(arrive(there, short)).toBe(there);
  });

  it('with a script that cannot be read says why', () => {
    expect(() => openLink({ scenario: 'system raft\nexplode n1' })).toThrow(/Line 2: .*no command/);
    expect(() => openLink({ scenario: 'system kafka' })).toThrow('There is no system “kafka” of Raft.');
    expect(() => openLink({ scenario: 'client c sends drop x to n1' })).toThrow(/Line 1: .*Write: set x 1/);
  });
});
