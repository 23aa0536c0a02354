import type { NodeId, Time, Trace } from '../../sim/index.ts';
import { clampZoom } from './layout.ts';
import type { Plot } from './plot.ts';

/** What the reader looks at. */
export interface View {
  /** An event of the trace; null before anything is chosen. */
  readonly selected: number | null;
  /** The time to which the reader went; another run is opened there, and they find it again when they come back to this one. */
  readonly time: Time | null;
  readonly zoom: number;
  readonly hidden: readonly NodeId[];
  /** Only what could have had an influence on the selected event stands out. */
  readonly causes: boolean;
}

export type Action =
  | { readonly do: 'select'; readonly event: number | null }
  /** The next or previous moment of the run, or of the selected one's lane. */
  | { readonly do: 'step'; readonly by: 1 | -1; readonly along: 'run' | 'lane' }
  | { readonly do: 'go'; readonly to: 'first' | 'last' | 'next fault' }
  | { readonly do: 'scrub'; readonly moment: number }
  | { readonly do: 'zoom'; readonly by: number }
  | { readonly do: 'zoom-to'; readonly zoom: number }
  | { readonly do: 'toggle-lane'; readonly lane: NodeId }
  | { readonly do: 'toggle-causes' }
  /** The run has become another one. */
  | { readonly do: 'follow' };

export const openingView = (hidden: readonly NodeId[] = []): View => ({
  selected: null,
  time: null,
  zoom: 1,
  hidden,
  causes: false,
});

export function viewAfter(view: View, action: Action, plot: Plot, trace: Trace): View {
  const next = turned(view, action, plot, trace);
  if (action.do === 'follow' || next.selected === view.selected) return next;
  return { ...next, time: next.selected === null ? null : trace.events[next.selected]!.at };
}

function turned(view: View, action: Action, plot: Plot, trace: Trace): View {
  switch (action.do) {
    case 'select':
      return { ...view, selected: action.event };
    case 'step':
      return selectMoment(view, nextMoment(view, action, plot), plot);
    case 'go':
      return selectMoment(view, destination(view, action.to, plot), plot);
    case 'scrub':
      return selectMoment(view, action.moment, plot);
    case 'zoom':
      return { ...view, zoom: clampZoom(view.zoom * action.by) };
    case 'zoom-to':
      return { ...view, zoom: clampZoom(action.zoom) };
    case 'toggle-lane':
      return toggleLane(view, action.lane, trace);
    case 'toggle-causes':
      return { ...view, causes: !view.causes };
    case 'follow':
      return follow(view, plot, trace);
  }
}

/** Stays with an event that is still there at its time, and goes else to what had happened last by then. */
function follow(view: View, { moments, momentOf }: Plot, { events }: Trace): View {
  const { selected, time } = view;
  if (selected === null || time === null) return view;
  if (events[selected]?.at === time && (momentOf[selected] ?? -1) >= 0) return view;
  const last = moments.findLast(({ at, lane }) => at <= time && lane !== null) ?? moments[0];
  return { ...view, selected: last?.events[0] ?? null };
}

/** The selected moment; undefined when nothing is selected, or what is selected is hidden. */
export function selectedMoment({ selected }: View, { momentOf }: Plot): number | undefined {
  const moment = selected === null ? -1 : (momentOf[selected] ?? -1);
  return moment < 0 ? undefined : moment;
}

/** Whether there is a moment after the selected one. */
export const isOver = (view: View, plot: Plot): boolean =>
  selectedMoment(view, plot) === plot.moments.length - 1 || plot.moments.length === 0;

function selectMoment(view: View, moment: number | undefined, { moments }: Plot): View {
  const found = moment === undefined ? undefined : moments[moment];
  return found ? { ...view, selected: found.events[0]! } : view;
}

function nextMoment(
  view: View,
  { by, along }: Action & { readonly do: 'step' },
  plot: Plot,
): number | undefined {
  const { moments } = plot;
  const now = selectedMoment(view, plot);
  if (now === undefined) return by > 0 ? 0 : moments.length - 1;
  if (along === 'run') return now + by;
  const { lane } = moments[now]!;
  for (let at = now + by; at >= 0 && at < moments.length; at += by)
    if (lane === null || moments[at]!.lane === lane) return at;
  return undefined;
}

function destination(view: View, to: 'first' | 'last' | 'next fault', plot: Plot): number | undefined {
  const { moments } = plot;
  if (to === 'first') return 0;
  if (to === 'last') return moments.length - 1;
  const from = (selectedMoment(view, plot) ?? -1) + 1;
  const faults = faultsOf(plot);
  return faults.find((moment) => moment >= from) ?? faults[0];
}

/** The moments in which something goes wrong: a message is lost, a node fails, a link is cut. */
export function faultsOf({ moments, flights }: Plot): readonly number[] {
  const faults = new Set<number>();
  for (const { lost, ended } of flights) if (lost !== null) faults.add(ended!);
  moments.forEach(({ kind }, index) => {
    if (kind === 'crash' || kind === 'stop' || kind === 'pause' || kind === 'cut' || kind === 'broke')
      faults.add(index);
  });
  return [...faults].sort((a, b) => a - b);
}

/** At least one lane stays. */
function toggleLane(view: View, lane: NodeId, trace: Trace): View {
  const hidden = view.hidden.includes(lane)
    ? view.hidden.filter((name) => name !== lane)
    : [...view.hidden, lane];
  return hidden.length < trace.nodes.length + trace.clients.length ? { ...view, hidden } : view;
}
