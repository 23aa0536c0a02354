import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario, type Trace } from '../../sim/index.ts';
import { causesOf, plotOf, type Plot } from './plot.ts';
import { relay } from './testing.ts';

const run = (lines: string): Trace =>
  runScenario(relay, parseScenario(`seed 1\nlatency 10ms\n${lines}`, relay)).trace;
const find = (plot: Plot, lane: string, kind: string, nth = 0) =>
  plot.moments.findIndex(
    (moment, index) =>
      moment.kind === kind &&
      plot.lanes[moment.lane ?? -1]?.name === lane &&
      plot.moments.slice(0, index).filter((other) => other.kind === kind && other.lane === moment.lane)
        .length === nth,
  );

describe('the plot of a run', () => {
  const calm = run('at 10ms client c sends A to n1');

  it('has a lane for each client and node, clients first', () => {
    expect(plotOf(calm).lanes.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'client c',
      'node n1',
      'node n2',
      'node n3',
    ]);
  });

  it('gathers an input and all its effects into one moment', () => {
    const plot = plotOf(calm);
    const asked = plot.moments[find(plot, 'n1', 'deliver')]!;
    expect(asked.events.map((event) => calm.events[event]!.kind)).toEqual([
      'deliver',
      'send',
      'send',
      'send',
    ]);
    expect(asked.changed).toBe(true);
  });

  it('puts every event into exactly one moment', () => {
    const plot = plotOf(calm);
    expect(plot.moments.flatMap(({ events }) => events).sort((a, b) => a - b)).toEqual(
      calm.events.map((_, index) => index),
    );
    plot.moments.forEach(({ events }, moment) =>
      events.forEach((event) => expect(plot.momentOf[event]).toBe(moment)),
    );
  });

  it('lets every message end below the place where it was sent', () => {
    const plot = plotOf(calm);
    expect(plot.flights).toHaveLength(4);
    for (const { sent, ended } of plot.flights)
      expect(plot.moments[ended!]!.depth).toBeGreaterThan(plot.moments[sent]!.depth);
  });

  it('lets even a message that takes no time end below the place where it was sent', () => {
    const plot = plotOf(run('latency 0ms\nat 10ms client c sends A to n1'));
    expect(new Set(plot.flights.map(({ ended }) => plot.moments[ended!]!.at))).toEqual(new Set([10]));
    for (const { sent, ended } of plot.flights)
      expect(plot.moments[ended!]!.depth).toBeGreaterThan(plot.moments[sent]!.depth);
  });

  it('sets what happens at one time at several nodes side by side', () => {
    const plot = plotOf(calm);
    expect(plot.moments[find(plot, 'n2', 'deliver')]!.depth).toBe(
      plot.moments[find(plot, 'n3', 'deliver')]!.depth,
    );
  });

  it('gives moments of one time and one node a depth each, in their order', () => {
    const plot = plotOf(run('at 10ms client c sends A to n1\nclient d sends B to n1'));
    const first = plot.moments[find(plot, 'n1', 'deliver')]!;
    const second = plot.moments[find(plot, 'n1', 'deliver', 1)]!;
    expect(second.at).toBe(first.at);
    expect(second.depth).toBeGreaterThan(first.depth);
  });

  it('shortens long waits, and never turns time round', () => {
    const plot = plotOf(run('at 10ms client c sends A to n1\nat 5s client c sends B to n1'));
    const depths = plot.times.map(({ depth }) => depth);
    expect(depths).toEqual([...depths].sort((a, b) => a - b));
    expect(plot.depth).toBeLessThan(20);
  });

  it('ends a message that is lost at once where it was sent, and one that finds its receiver down at that one’s door', () => {
    const plot = plotOf(
      run('lose message 1 from n1 to n2\nat 10ms client c sends A to n1\nat 25ms crash n3'),
    );
    const [toN2, toN3] = plot.flights.filter(({ lost }) => lost !== null);
    expect(toN2).toMatchObject({ lost: 'loss', sent: toN2!.ended });
    expect(toN3!.lost).toBe('down');
    expect(plot.lanes[plot.moments[toN3!.ended!]!.lane!]!.name).toBe('n3');
  });

  it('lets a copied message fly twice', () => {
    const plot = plotOf(run('duplicate message 1 from n1 to n2 after 15ms\nat 10ms client c sends A to n1'));
    const copies = plot.flights.filter(({ copy }) => copy);
    expect(copies).toHaveLength(1);
    expect(plot.moments[copies[0]!.ended!]!.at).toBe(45);
  });

  it('leaves a message without an end that is on its way when the run ends', () => {
    const plot = plotOf(run('at 10ms client c sends A to n1\nuntil 25ms'));
    expect(plot.flights.filter(({ ended }) => ended === null)).toHaveLength(3);
  });

  it('knows when a node was down, when it stood still, and what it was to the others', () => {
    const plot = plotOf(run('at 10ms crash n2\nat 20ms restart n2\nat 30ms pause n3\nat 40ms resume n3'));
    const of = (lane: number) =>
      plot.stretches.filter((each) => each.lane === lane).map(({ how, standing }) => `${how} ${standing}`);
    expect(of(0)).toEqual(['up leader']);
    expect(of(1)).toEqual(['up follower', 'down null', 'up follower']);
    expect(of(2)).toEqual(['up follower', 'paused follower', 'up follower']);
  });

  it('makes one moment of a partition, and a fence for each direction of each link', () => {
    const plot = plotOf(run('at 10ms partition n1 | n2 n3\nat 50ms heal everything'));
    expect(plot.moments.filter(({ kind }) => kind === 'cut')).toHaveLength(1);
    expect(plot.fences).toHaveLength(4);
    for (const { top, bottom } of plot.fences) expect(bottom).toBeGreaterThan(top);
  });

  it('calls a step quiet of which nothing came', () => {
    const plot = plotOf(run('at 10ms client c sends ping to n1'));
    const heard = plot.flights.filter(({ role }) => role === 'message');
    expect(heard.map(({ quiet }) => quiet)).toEqual([true, true]);
  });

  it('leaves out lanes with all that happens on them', () => {
    const plot = plotOf(calm, ['n3', 'c']);
    expect(plot.lanes.map(({ name }) => name)).toEqual(['n1', 'n2']);
    expect(plot.flights.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
    calm.events.forEach((event, index) => {
      const isShown = !('node' in event) || event.node === 'n1' || event.node === 'n2';
      expect((plot.momentOf[index] ?? -1) >= 0).toBe(isShown);
    });
  });

  it('outlives events that a learner made by hand', () => {
    const odd = {
      ...calm,
      events: [
        { at: 0, kind: 'dance', node: 'n1' },
        { at: 0, kind: 'deliver', node: 'n2', from: 'nobody', id: 99 },
        { at: 5, kind: 'lose', node: 'nobody', to: 'n1', id: 7, why: 'loss' },
        { at: 3, kind: 'send', node: 'n1', to: 'n9', id: 8 },
      ],
    } as unknown as Trace;
    expect(() => plotOf(odd)).not.toThrow();
  });
});

describe('causes', () => {
  it('are all that happened before, and nothing that is concurrent', () => {
    const plot = plotOf(run('at 10ms client c sends A to n1\nat 12ms client d sends B to n3'));
    const taken = find(plot, 'n2', 'deliver');
    const causes = causesOf(plot, taken);
    const names = [...causes].map((index) => plot.lanes[plot.moments[index]!.lane ?? -1]?.name).sort();
    expect(names).toEqual(['c', 'n1', 'n1', 'n2', 'n2']);
  });

  it('do not include a message that was lost', () => {
    const plot = plotOf(run('at 5ms crash n2\nat 10ms client c sends A to n1\nat 60ms restart n2'));
    const back = find(plot, 'n2', 'start', 1);
    expect(
      [...causesOf(plot, back)].every((index) => plot.lanes[plot.moments[index]!.lane ?? -1]?.name === 'n2'),
    ).toBe(true);
  });
});
