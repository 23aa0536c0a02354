import { describe, expect, it } from 'vitest';
import { send, setTimer } from '../effects.ts';
import { logger, tenMs, type Log } from '../world/testing.ts';
import { parseScenario } from './parse.ts';
import { runScenario, type System } from './run.ts';
import { watchScenario } from './watch.ts';

const ticking: System<Log, string> = {
  nodes: ['a', 'b'],
  program: () =>
    logger((input) => (input.kind === 'start' || input.kind === 'timer' ? [setTimer('tick', 10)] : [])),
  faults: tenMs,
};
const watch = (text: string, promises: Partial<System<Log, string>> = {}, most?: number) =>
  watchScenario({ ...ticking, ...promises }, parseScenario(text), most);

describe('watchScenario', () => {
  it('goes on bit by bit to what a run in one piece gives', () => {
    const text = 'at 35ms crash a\nat 70ms restart a';
    const whole = runScenario(ticking, parseScenario(`${text}\nuntil 300ms`)).trace;
    const watched = watch(text);
    let bits = 1;
    while (!watched.goOn(300, () => true)) bits += 1;
    expect(bits).toBeGreaterThan(40);
    expect(watched.recording().trace.events).toEqual(whole.events);
    expect(watched.recording().until).toBe(300);
  });

  it('knows how much of the trace there is after each thing that happened', () => {
    const watched = watch('');
    watched.goOn(10);
    // Two starts, each with a timer, and two timers, each set again.
    expect(watched.recording().marks).toEqual([
      { at: 0, events: 0 },
      { at: 0, events: 2 },
      { at: 0, events: 4 },
      { at: 10, events: 6 },
      { at: 10, events: 8 },
    ]);
  });

  it('halts where a program breaks a rule of the world', () => {
    const watched = watch('at 15ms client c sends x to a', {
      program: () => logger((input) => (input.kind === 'request' ? [send('z', '')] : [])),
    });
    expect(watched.goOn(500)).toBe(true);
    const { halted, trace } = watched.recording();
    expect(halted).toBe(true);
    expect(trace.events.at(-1)).toMatchObject({ kind: 'broke', node: 'a' });
    expect(watched.goOn(900)).toBe(true);
    expect(watched.recording().trace.events).toHaveLength(trace.events.length);
  });

  it('halts when the trace is full', () => {
    const watched = watch('', {}, 30);
    expect(watched.goOn(10_000)).toBe(true);
    expect(watched.recording().halted).toBe(true);
    expect(watched.recording().until).toBeLessThan(100);
  });
});
