import { describe, expect, it } from 'vitest';
import { beginning, happenedBy, momentAfter, momentAt, settled } from './moment.ts';
import { record, scenarioOf } from './testing.ts';

const recording = record(scenarioOf('seed 3\nat 40ms client A sends x to n1\nat 90ms partition n1 | n2 n3'));
const { events } = recording.trace;

describe('a moment', () => {
  it('at a time has behind it all that happens up to and at that time', () => {
    const { event, time } = momentAt(recording, 40.5);
    expect(time).toBe(40.5);
    expect(events[event - 1]!.at).toBeLessThanOrEqual(40);
    expect(events[event]!.at).toBeGreaterThan(40);
  });

  it('lies within what is recorded', () => {
    expect(momentAt(recording, -5)).toEqual(momentAt(recording, 0));
    expect(momentAfter(recording, -5)).toEqual(beginning);
    expect(momentAt(recording, 1e9)).toEqual({ event: events.length, time: 600 });
    expect(momentAfter(recording, 1e9).event).toBe(events.length);
  });

  it('settles at the end of its step: a step is what one node does at once', () => {
    const stops: number[] = [];
    for (let event = 1; event <= events.length; event = stops.at(-1)! + 1)
      stops.push(settled(recording, momentAfter(recording, event)).event);
    const starts = stops.slice(0, -1).map((stop) => events[stop]!.kind);
    expect(new Set(starts)).toEqual(new Set(['start', 'deliver', 'timer', 'invoke', 'cut']));
    // The partition of two links, each in both directions, is one step.
    expect(starts.filter((kind) => kind === 'cut')).toHaveLength(1);
  });

  it('knows how many things had happened in the world', () => {
    expect(happenedBy(recording, beginning)).toBe(0);
    expect(happenedBy(recording, { event: events.length, time: 600 })).toBe(recording.marks.length - 1);
  });
});
