import { describe, expect, it } from 'vitest';
import { traceVersion, type Trace } from '../../sim/trace/trace.ts';
import { boundTrace } from './bound-trace.ts';

const traceWith = (states: readonly unknown[]): Trace => ({
  version: traceVersion,
  seed: 1,
  nodes: ['a'],
  clients: [],
  script: [],
  events: states.map((state, at) => ({ kind: 'start', at, node: 'a', disk: {}, state })),
  omitted: 3,
});

describe('boundTrace', () => {
  it('leaves a trace that fits as it is', () => {
    const trace = traceWith([1, 2, 3]);
    expect(boundTrace(trace)).toBe(trace);
  });

  it('counts what it leaves out to what was left out before', () => {
    const { events, omitted } = boundTrace(traceWith([1, 2, 3]), { events: 2, values: 1_000 });
    expect({ events: events.length, omitted }).toEqual({ events: 2, omitted: 4 });
  });

  it('ends before the event whose state is too large, and counts shared states once', () => {
    const large = Array.from({ length: 100 }, (_, index) => [index]);
    const bounds = { events: 100, values: 350 };
    expect(boundTrace(traceWith([large, large, large, large]), bounds).events).toHaveLength(4);
    expect(boundTrace(traceWith([large, structuredClone(large)]), bounds).events).toHaveLength(1);
  });

  it('survives what is nested deeper than the stack, and what leads back to itself', () => {
    let deep: unknown = null;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const circle: unknown[] = [];
    circle.push(circle);
    expect(boundTrace(traceWith([circle, deep]), { events: 9, values: 50_000 }).events).toHaveLength(1);
  });
});
