import { describe, expect, it } from 'vitest';
import { watchScenario, type Scenario } from '../../sim/index.ts';
import { createEngine, type NoRun, type Run, type Turns } from './engine.ts';
import { group, record, scenarioOf } from './testing.ts';

/** A clock that goes on by a millisecond whenever it is looked at, and turns that come when the test says so. */
function handTurned() {
  const waiting: (() => void)[] = [];
  let now = 0;
  const turns: Turns = {
    now: () => now++,
    later: (then) => {
      waiting.push(then);
      return () => void waiting.splice(waiting.indexOf(then), 1);
    },
  };
  return { turns, waiting, turnOnce: () => waiting.shift()?.() };
}

function engineOf() {
  const told: (Run | NoRun)[] = [];
  const hand = handTurned();
  const start = (scenario: Scenario) => watchScenario(group, scenario);
  const engine = createEngine(start, (run) => told.push(run), hand.turns);
  const settle = () => {
    let turns = 0;
    for (; hand.waiting.length > 0; turns++) hand.turnOnce();
    return turns;
  };
  return { engine, told, settle, last: () => told.at(-1) as Run, ...hand };
}

const scenario = scenarioOf('seed 3\nat 40ms client A sends x to n1');

describe('an engine', () => {
  it('runs what is wanted, in many small turns, to what it would be in one', () => {
    const { engine, settle, last } = engineOf();
    engine.want(scenario, 600);
    expect(settle()).toBeGreaterThan(5);
    expect(last()).toMatchObject({ running: false, breaches: [] });
    expect(last().recording).toEqual(record(scenario));
  });

  it('goes on with the same run when more of it is wanted', () => {
    const { engine, settle, last } = engineOf();
    engine.want(scenario, 300);
    settle();
    const { events } = last().recording.trace;
    engine.want(scenario, 600);
    settle();
    const longer = last().recording;
    expect(longer.trace.events[5]).toBe(events[5]);
    expect(longer.until).toBe(600);
  });

  it('gives a run up for another', () => {
    const { engine, settle, turnOnce, told, last } = engineOf();
    engine.want(scenario, 600);
    turnOnce();
    const other = scenarioOf('seed 4');
    engine.want(other, 200);
    settle();
    expect(told.every((run) => run.scenario === other)).toBe(true);
    expect(last().recording.until).toBe(200);
  });

  it('tells of a long run while it goes on', () => {
    const { engine, settle, told } = engineOf();
    engine.want(scenario, 5_000);
    settle();
    const lengths = told.map((run) => (run as Run).recording.trace.events.length);
    expect(lengths.length).toBeGreaterThan(2);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(told.map((run) => (run as Run).running).lastIndexOf(true)).toBe(told.length - 2);
  });

  it('says why there is no run', () => {
    const { engine, told, settle } = engineOf();
    engine.want({ ...scenario, script: [{ at: 5, do: { kind: 'crash', node: 'n9' } }] }, 100);
    settle();
    expect(told).toEqual([expect.objectContaining({ sentence: expect.stringContaining('no node n9') })]);
  });

  it('does nothing more once it is closed', () => {
    const { engine, waiting } = engineOf();
    engine.want(scenario, 600);
    engine.close();
    expect(waiting).toEqual([]);
  });
});
