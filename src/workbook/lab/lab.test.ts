import { describe, expect, it } from 'vitest';
import type { Intervention, Recording } from '../../sim/index.ts';
import {
  act,
  arrive,
  forks,
  keepShown,
  look,
  open,
  retry,
  scenarioOf,
  show,
  started,
  type Lab,
} from './lab.ts';
import { momentAt } from './moment.ts';
import { record, scenarioOf as read } from './testing.ts';

const text = 'seed 3\nat 40ms client A sends x to n1\nat 400ms client A sends y to n1';
const crash: Intervention = { kind: 'crash', node: 'n1' };
const runOf = (lab: Lab): Recording => record(scenarioOf(lab));
const at = (lab: Lab, time: number): Lab => look(lab, momentAt(runOf(lab), time));
const doing = (lab: Lab, what: Intervention): Lab => {
  const done = act(lab, runOf(lab), [what]);
  return arrive(done, runOf(done));
};

describe('the lab', () => {
  it('does at the edge of what was seen what the reader says, and keeps one future', () => {
    const lab = doing(at(open(read(text)), 100), crash);
    expect(lab.futures.kind).toBe('one');
    expect(runOf(lab).trace.events[lab.moment.event - 1]).toMatchObject({ kind: 'crash', at: 100 });
    // The client’s second command is still to come.
    expect(scenarioOf(lab).script.at(-1)).toMatchObject({ at: 400 });
  });

  it('begins with servers that have started', () => {
    const lab = started(read(text));
    expect(lab.moment.event).toBe(0);
    const { moment } = arrive(lab, runOf(lab));
    expect(moment).toEqual(momentAt(runOf(lab), 0));
    expect(moment.event).toBeGreaterThanOrEqual(3);
  });

  it('begins another future when something is done to the past', () => {
    const seen = at(at(open(read(text)), 300), 100);
    expect(forks(seen)).toBe(true);
    const lab = doing(seen, crash);
    expect(lab.futures).toMatchObject({ kind: 'two', shown: 'second', from: seen.moment });
    expect(lab.futures.first).toEqual(read(text));
    expect(forks(lab)).toBe(false);
    const [first, second] = ['first', 'second'].map((which) => record(lab.futures[which as 'first']));
    const { event } = seen.moment;
    expect(second!.trace.events.slice(0, event)).toEqual(first!.trace.events.slice(0, event));
    expect(second!.trace.events[event]).toMatchObject({ kind: 'crash' });
  });

  it('lets the reader do more in the other future, and go back in it', () => {
    const forked = doing(at(at(open(read(text)), 300), 100), crash);
    const more = doing(at(forked, 200), { kind: 'restart', node: 'n1' });
    expect(more.futures).toMatchObject({ kind: 'two', from: { time: 100 } });
    expect(runOf(more).trace.events[more.moment.event]!.at).toBeGreaterThanOrEqual(200);

    // Before the fork: the futures part there now. Behind it: they part where they did.
    const before = doing(at(more, 50), { kind: 'pause', node: 'n2' });
    expect(before.futures).toMatchObject({ kind: 'two', from: { time: 50 } });
    const behind = doing(at(at(more, 300), 150), { kind: 'pause', node: 'n2' });
    expect(behind.futures).toMatchObject({ kind: 'two', from: { time: 100 } });
    expect(behind.futures.first).toEqual(read(text));
  });

  it('shows the other future at the same time, and goes on with one of them alone', () => {
    const forked = at(doing(at(at(open(read(text)), 300), 100), crash), 180);
    const first = show(forked, 'first');
    const there = arrive(first, runOf(first));
    expect(there.moment.time).toBe(180);
    expect(there.moment).toEqual(momentAt(record(read(text)), 180));
    expect(keepShown(there).futures).toEqual({ kind: 'one', first: read(text) });
    expect(keepShown(forked).futures).toMatchObject({ kind: 'one', first: { script: { length: 2 } } });
  });

  it('does the same at the same times under another seed, and stays at its time', () => {
    const lab = doing(at(open(read(text)), 100), crash);
    const other = retry(lab, { seed: 8 });
    const there = arrive(other, runOf(other));
    expect(there.moment.time).toBe(100);
    expect(runOf(there).trace.events.find(({ kind }) => kind === 'crash')).toMatchObject({ at: 100 });
  });

  it('does not move before the run has come so far', () => {
    const lab = act(at(open(read(text)), 100), record(read(text)), [crash]);
    expect(arrive(lab, record(scenarioOf(lab), 50))).toBe(lab);
    expect(arrive(lab, record(scenarioOf(lab), 100)).arrival).toBeNull();
  });

  it.each<Intervention>([
    { kind: 'restart', node: 'n1' },
    { kind: 'fire', node: 'n2', timer: 'patience' },
    { kind: 'request', client: 'B', to: 'n2', command: 'z' },
    { kind: 'partition', groups: [['n1'], ['n2', 'n3']] },
    { kind: 'pause', node: 'n3' },
    { kind: 'network', faults: { loss: 0.5 } },
    { kind: 'lose', from: 'n1', to: 'n2', nth: 9_999 },
  ])('stands right behind what was done: %j', (what) => {
    const before = at(open(read(text)), 100);
    const lab = doing(before, what);
    const { events } = runOf(lab).trace;
    const made = events.slice(before.moment.event, lab.moment.event);
    expect(made.every((event) => event.at === 100)).toBe(true);
    expect(made.length > 0).toBe(!['restart', 'fire', 'lose'].includes(what.kind));
    expect(events[lab.moment.event]!.at).toBeGreaterThanOrEqual(100);
  });
});
