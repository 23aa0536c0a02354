import { describe, expect, it } from 'vitest';
import { note, persist, send, setTimer } from '../effects.ts';
import type { ScriptLine } from '../intervention.ts';
import { atStart, logger, tenMs } from '../world/testing.ts';
import { createWorld } from '../world/world.ts';
import { hashTrace } from './hash.ts';
import { messagesOf } from './messages.ts';
import { isTrace, readTrace } from './read.ts';
import { spansOf } from './spans.ts';
import { stateOf, statesAround } from './states.ts';
import { tellTrace, teller } from './tell.ts';

const traceOf = (script: readonly ScriptLine[] = []) => {
  const world = createWorld({
    seed: 1,
    nodes: {
      a: logger(atStart(send('b', 'one'), send('b', 'two'))),
      b: logger((input) =>
        input.kind === 'message' ? [persist('last', input.message), send('a', 'ack')] : [],
      ),
    },
    faults: tenMs,
    script,
  });
  world.run();
  return world.trace();
};

describe('a trace', () => {
  it('is plain data, and comes through JSON unharmed', () => {
    const trace = traceOf([{ at: 5, do: { kind: 'crash', node: 'a' } }]);
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
    expect(readTrace(JSON.parse(JSON.stringify(trace)))).toEqual(trace);
    expect(isTrace(trace)).toBe(true);
  });

  it('has a hash that changes with any event, and with nothing else', () => {
    const trace = traceOf();
    expect(hashTrace(traceOf())).toBe(hashTrace(trace));
    expect(hashTrace(trace)).toMatch(/^[0-9a-f]{8}$/);
    const other = trace.events.map((event, index) => (index === 3 ? { ...event, at: 1 } : event));
    expect(hashTrace({ ...trace, events: other })).not.toBe(hashTrace(trace));
    expect(hashTrace({ ...trace, events: trace.events.slice(1) })).not.toBe(hashTrace(trace));
    expect(hashTrace({ ...trace, seed: 2 })).not.toBe(hashTrace(trace));
  });

  it.each([
    [null, 'This is not a trace'],
    [{ events: [] }, 'This is not a trace'],
    [
      { ...traceOf(), version: 2 },
      'This trace has version 2, and only version 1 can be read here. Make it again by running its seed and script.',
    ],
    [{ ...traceOf(), nodes: undefined }, 'This trace does not name its nodes and clients.'],
    [{ ...traceOf(), events: 'many' }, 'The events of this trace are not a list.'],
    [
      { ...traceOf(), events: [{ kind: 'send', at: 0 }, { kind: 'send' }] },
      'Event 1 of this trace has no kind or no time.',
    ],
  ])('is refused in a sentence when it is none: case %#', (data, sentence) => {
    expect(() => readTrace(data)).toThrow(sentence);
  });
});

describe('messagesOf', () => {
  it('pairs each sending with all its ends', () => {
    const trace = traceOf([
      { at: 0, do: { kind: 'lose', from: 'a', to: 'b', nth: 1 } },
      { at: 0, do: { kind: 'duplicate', from: 'a', to: 'b', nth: 2, after: 5 } },
      { at: 21, do: { kind: 'crash', node: 'a' } },
    ]);
    const told = [...messagesOf(trace).values()].map(({ from, to, nth, message, sentAt, ends }) => [
      `${from} ${to} ${nth} ${String(message)} ${sentAt}`,
      ...ends.map(({ at, lost, index }) => `${at} ${lost} ${trace.events[index]!.kind}`),
    ]);
    expect(told).toEqual([
      ['a b 1 one 0', '0 loss lose'],
      ['a b 2 two 0', '10 null deliver', '15 null deliver'],
      ['b a 1 ack 10', '20 null deliver'],
      ['b a 2 ack 15', '25 down lose'],
    ]);
  });

  it('leaves a message without an end that is still on its way', () => {
    const world = createWorld({ seed: 1, nodes: { a: logger(atStart(send('b', 'one'))), b: logger() } });
    world.run({ until: 1 });
    expect([...messagesOf(world.trace()).values()].map(({ ends }) => ends)).toEqual([[]]);
  });
});

describe('statesAround', () => {
  const trace = traceOf([
    { at: 15, do: { kind: 'crash', node: 'b' } },
    { at: 30, do: { kind: 'restart', node: 'b' } },
  ]);
  const around = (kind: string, nth = 0) => {
    const found = trace.events.flatMap((event, index) =>
      event.kind === kind && 'node' in event && event.node === 'b' ? [index] : [],
    );
    return statesAround(trace, found[nth]!);
  };

  it('gives what the node knew before the step of an event, and after', () => {
    expect(around('start')).toEqual({ before: null, after: ['start'] });
    expect(around('deliver')).toEqual({ before: ['start'], after: ['start', 'a: one'] });
    expect(around('deliver', 1)).toEqual({
      before: ['start', 'a: one'],
      after: ['start', 'a: one', 'a: two'],
    });
  });

  it('gives the same for the effects of a step as for its input', () => {
    expect(around('write')).toEqual(around('deliver'));
    expect(around('send', 1)).toEqual(around('deliver', 1));
  });

  it('has no memory to show of a node that is down', () => {
    expect(around('crash')).toEqual({ before: ['start', 'a: one', 'a: two'], after: null });
    expect(around('start', 1)).toEqual({ before: null, after: ['start {"last":"two"}'] });
    expect(
      stateOf(
        trace,
        'b',
        trace.events.findIndex(({ kind }) => kind === 'crash'),
      ),
    ).toBeNull();
    expect(stateOf(trace, 'b', trace.events.length)).toEqual(['start {"last":"two"}']);
  });

  it('knows nothing of events that are at no node, or that are not there', () => {
    const settings = traceOf([{ at: 0, do: { kind: 'network', faults: { loss: 0 } } }]);
    expect(statesAround(settings, 0)).toEqual({ before: null, after: null });
    expect(statesAround(settings, 999)).toEqual({ before: null, after: null });
  });
});

describe('spansOf', () => {
  it('gives each stretch in which a node was away or a link was cut, with its end if it has one', () => {
    const at = (time: number, what: ScriptLine['do']): ScriptLine => ({ at: time, do: what });
    const spans = spansOf(
      traceOf([
        at(1, { kind: 'pause', node: 'a' }),
        at(4, { kind: 'resume', node: 'a' }),
        at(5, { kind: 'cut', from: 'a', to: 'b', ways: 'both' }),
        at(6, { kind: 'heal', from: 'b', to: 'a', ways: 'one' }),
        at(7, { kind: 'pause', node: 'b' }),
        at(8, { kind: 'crash', node: 'b' }),
        at(9, { kind: 'restart', node: 'b' }),
        at(10, { kind: 'stop', node: 'a' }),
      ]),
    );
    expect(spans).toEqual([
      { kind: 'paused', node: 'a', from: 1, until: 4 },
      { kind: 'cut', sender: 'a', receiver: 'b', from: 5, until: null },
      { kind: 'cut', sender: 'b', receiver: 'a', from: 5, until: 6 },
      { kind: 'paused', node: 'b', from: 7, until: 8 },
      { kind: 'down', node: 'b', from: 8, until: 9 },
      { kind: 'down', node: 'a', from: 10, until: null },
    ]);
  });
});

describe('tellTrace', () => {
  it('tells every event on a line of its own, with its time', () => {
    const trace = traceOf([
      { at: 0, do: { kind: 'lose', from: 'a', to: 'b', nth: 2 } },
      { at: 15, do: { kind: 'crash', node: 'a' } },
    ]);
    expect(tellTrace(trace)).toBe(`  0ms  a starts
  0ms  a sends #1 “one” to b
  0ms  a sends #2 “two” to b
  0ms  #2 “two” from a to b is lost
  0ms  b starts
 10ms  b receives #1 “one” from a
 10ms  b writes last: one
 10ms  b sends #3 “ack” to a
 15ms  a crashes
 20ms  #3 “ack” from b to a is lost: a is down
`);
  });

  it('says what it left out, and how a run ended that broke a rule', () => {
    const program = logger((input) =>
      input.kind === 'start' ? [note('all is well'), setTimer('t', 5)] : [send('z', '')],
    );
    const world = createWorld({ seed: 1, nodes: { a: program } });
    expect(() => world.run()).toThrow();
    expect(tellTrace(world.trace())).toBe(`  0ms  a starts
  0ms  a: all is well
  0ms  a sets the timer t to 5ms
  5ms  a: the timer t fires
  5ms  the run ends: a sends to z, and there is no such node. The nodes are a.
`);
    expect(tellTrace({ ...world.trace(), omitted: 7 })).toContain('and 7 events more, which were not kept\n');
  });

  it('has a sentence for one event, too', () => {
    const trace = traceOf();
    expect(teller(trace)(trace.events[1]!)).toBe('a sends #1 “one” to b');
  });
});
