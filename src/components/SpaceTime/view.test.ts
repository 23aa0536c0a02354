import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario, type Trace } from '../../sim/index.ts';
import { maxZoom, minZoom } from './layout.ts';
import { plotOf } from './plot.ts';
import { relay } from './testing.ts';
import { faultsOf, isOver, openingView, selectedMoment, viewAfter, type Action, type View } from './view.ts';

const { trace } = runScenario(
  relay,
  parseScenario(
    'seed 1\nlatency 10ms\nat 10ms client c sends A to n1\nat 15ms crash n3\nat 60ms client c sends B to n1',
    relay,
  ),
);
const after = (view: View, ...actions: Action[]): View =>
  actions.reduce((view, action) => viewAfter(view, action, plotOf(trace, view.hidden), trace), view);
const laneOf = (view: View) => {
  const plot = plotOf(trace, view.hidden);
  return plot.lanes[plot.moments[selectedMoment(view, plot)!]!.lane ?? -1]?.name;
};
const plot = plotOf(trace);
const next: Action = { do: 'step', by: 1, along: 'run' };
const back: Action = { do: 'step', by: -1, along: 'run' };

describe('the reader', () => {
  it('begins with nothing selected, and steps to the first moment', () => {
    expect(openingView().selected).toBeNull();
    expect(selectedMoment(after(openingView(), next), plot)).toBe(0);
  });

  it('steps through every moment of the run, and back', () => {
    let view = openingView();
    const seen: (number | undefined)[] = [];
    while (!isOver(view, plot)) seen.push(selectedMoment((view = after(view, next)), plot));
    expect(seen).toEqual(plot.moments.map((_, index) => index));
    expect(after(view, next)).toEqual(view);
    for (const _ of seen.slice(1)) view = after(view, back);
    expect(selectedMoment(view, plot)).toBe(0);
  });

  it('steps along one line', () => {
    const down: Action = { do: 'step', by: 1, along: 'lane' };
    let view = after(openingView(), {
      do: 'select',
      event: trace.events.findIndex((event) => event.kind === 'crash'),
    });
    expect(laneOf(view)).toBe('n3');
    view = after(view, down);
    expect(laneOf(view)).toBe('n3');
    expect(after(view, down, down, down, down).selected).not.toBeNull();
    expect(laneOf(after(view, down, down, down))).toBe('n3');
  });

  it('goes to both ends, and from fault to fault', () => {
    expect(selectedMoment(after(openingView(), { do: 'go', to: 'last' }), plot)).toBe(
      plot.moments.length - 1,
    );
    const faults = faultsOf(plot);
    expect(faults.map((fault) => plot.moments[fault]!.kind)).toEqual(['crash', 'lose', 'lose']);
    const go: Action = { do: 'go', to: 'next fault' };
    expect(selectedMoment(after(openingView(), go), plot)).toBe(faults[0]);
    expect(selectedMoment(after(openingView(), go, go), plot)).toBe(faults[1]);
    expect(selectedMoment(after(openingView(), go, go, go, go), plot)).toBe(faults[0]);
  });

  it('scrubs to a moment, and to none beyond the end', () => {
    const view = after(openingView(), { do: 'scrub', moment: 3 });
    expect(selectedMoment(view, plot)).toBe(3);
    expect(after(view, { do: 'scrub', moment: 999 })).toEqual(view);
  });

  it('zooms within limits', () => {
    const zoom = (by: number): Action => ({ do: 'zoom', by });
    expect(after(openingView(), zoom(2)).zoom).toBe(2);
    expect(after(openingView(), zoom(1000)).zoom).toBe(maxZoom);
    expect(after(openingView(), zoom(0.0001)).zoom).toBe(minZoom);
  });

  it('hides lines and brings them back, but never hides the last one', () => {
    const toggle = (lane: string): Action => ({ do: 'toggle-lane', lane });
    const some = after(openingView(), toggle('n3'));
    expect(plotOf(trace, some.hidden).lanes.map(({ name }) => name)).toEqual(['c', 'n1', 'n2']);
    expect(after(some, toggle('n3')).hidden).toEqual([]);
    const all = after(openingView(), ...['c', 'n1', 'n2', 'n3'].map(toggle));
    expect(all.hidden).toHaveLength(3);
  });

  it('selects nothing that is hidden', () => {
    const crash = trace.events.findIndex((event) => event.kind === 'crash');
    const view = after(openingView(), { do: 'select', event: crash }, { do: 'toggle-lane', lane: 'n3' });
    expect(selectedMoment(view, plotOf(trace, view.hidden))).toBeUndefined();
    expect(laneOf(after(view, next))).not.toBe('n3');
  });
});

describe('when another run takes the place of this one', () => {
  const later = runScenario(
    relay,
    parseScenario(
      'seed 1\nlatency 10ms\nat 13ms client c sends A to n1\nat 60ms client c sends B to n1',
      relay,
    ),
  ).trace;
  const follow = (view: View, trace: Trace) => viewAfter(view, { do: 'follow' }, plotOf(trace), trace);
  const timeOf = ({ selected }: View, { events }: Trace) => events[selected!]!.at;
  const at20 = trace.events.findIndex(({ at }) => at === 20);
  const chosen = after(openingView(), { do: 'select', event: at20 });

  it('the reader stays at the time to which they went', () => {
    expect(timeOf(follow(chosen, later), later)).toBe(13);
  });

  it('they find that time again when they come back', () => {
    const { selected } = follow(follow(chosen, later), trace);
    expect(trace.events[selected!]!.at).toBe(20);
  });

  it('nothing is selected where nothing was', () => {
    expect(follow(openingView(), later).selected).toBeNull();
  });
});
