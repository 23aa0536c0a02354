import { diffArrays } from 'diff';
import type { Architecture, StoreKind, StoreView } from '../../events/shop/architecture.ts';
import type { NodeId, Time, Trace } from '../../sim/index.ts';
import { beginsStep } from '../../sim/trace/steps.ts';

/** What the nodes of a shop keep, at one moment of a run. */
export interface ShownNode {
  readonly node: NodeId;
  readonly isUp: boolean;
  readonly stores: readonly ShownStore[];
}

export interface ShownStore extends Omit<StoreView, 'rows'> {
  readonly rows: readonly ShownRow[];
}

export interface ShownRow {
  readonly text: string;
  /** When it was written, as it stands. */
  readonly at: Time;
  /** What this very moment did to it. */
  readonly mark: 'new' | 'changed' | 'gone' | null;
  /** How it stood before a change. */
  readonly before?: string;
}

interface Row {
  readonly text: string;
  readonly at: Time;
  /** The event by which it was written. */
  readonly event: number;
  readonly before?: string;
}

interface Version {
  readonly event: number;
  readonly isUp: boolean;
  readonly stores: readonly (Omit<StoreView, 'rows'> & {
    readonly rows: readonly Row[];
    readonly gone: readonly Row[];
  })[];
}

type Reader = Pick<Architecture, 'stores'>;

/** Reads a run once, and tells then what was kept at any moment of it. Null stands for its end. */
export function storesOf(architecture: Reader, trace: Trace): (event: number | null) => readonly ShownNode[] {
  const histories = historiesOf(architecture, trace);
  return (event) => {
    const step = event === null ? null : stepOf(trace, event);
    return trace.nodes.map((node) => {
      const version = histories.get(node)!.findLast((each) => event === null || each.event <= event);
      if (!version) return { node, isUp: false, stores: [] };
      return { node, isUp: version.isUp, stores: version.stores.map((store) => shown(store, version, step)) };
    });
  };
}

function shown(
  { gone, ...store }: Version['stores'][number],
  { event }: Version,
  step: number | null,
): ShownStore {
  const isNow = event === step;
  const rows = store.rows.map(({ text, at, event: written, before }): ShownRow => {
    const mark = written !== step ? null : before === undefined ? 'new' : 'changed';
    return { text, at, mark, ...(mark === 'changed' && { before }) };
  });
  const left = isNow ? gone.map(({ text, at }): ShownRow => ({ text, at, mark: 'gone' })) : [];
  return { ...store, rows: [...left, ...rows] };
}

/** The event that began the step to which an event belongs; nothing for one that belongs to none, such as the loss of a message. */
function stepOf({ events }: Trace, event: number): number | null {
  const chosen = events[event]!;
  if (!('node' in chosen)) return null;
  for (let index = event; index >= 0; index--) {
    const each = events[index]!;
    if (each.at < chosen.at) return null;
    if ('node' in each && each.node === chosen.node && beginsStep.has(each.kind)) return index;
  }
  return null;
}

function historiesOf(architecture: Reader, trace: Trace): ReadonlyMap<NodeId, readonly Version[]> {
  const histories = new Map<NodeId, Version[]>(trace.nodes.map((node) => [node, []]));
  trace.events.forEach((event, index) => {
    const history = 'node' in event && histories.get(event.node);
    if (!history) return;
    const last = history.at(-1);
    if (event.kind === 'crash' || event.kind === 'stop') {
      history.push({ event: index, isUp: false, stores: last?.stores ?? [] });
    } else if ('state' in event && event.state !== undefined) {
      const stores = architecture
        .stores(event.node, event.state)
        .map((store) => written(last, store, index, event.at));
      history.push({ event: index, isUp: true, stores });
    }
  });
  return histories;
}

/** Rows that stand for things are overwritten; rows of a log or of a queue come and go. */
const overwrites: ReadonlySet<StoreKind> = new Set(['table', 'copy', 'view']);

function written(last: Version | undefined, { rows: texts, ...store }: StoreView, event: number, at: Time) {
  const old = last?.stores.find(({ name }) => name === store.name)?.rows ?? [];
  const rows: Row[] = [];
  const gone: Row[] = [];
  let replaced: Row[] = [];
  let from = 0;
  const parts = diffArrays(
    old.map(({ text }) => text),
    [...texts],
  );
  for (const { value, added, removed } of parts) {
    if (added) {
      for (const text of value) {
        const before = overwrites.has(store.kind) ? replaced.shift() : undefined;
        rows.push({ text, at, event, ...(before && { before: before.text }) });
      }
      continue;
    }
    const taken = old.slice(from, (from += value.length));
    gone.push(...replaced);
    replaced = removed ? taken : [];
    if (!removed) rows.push(...taken);
  }
  return { ...store, rows, gone: [...gone, ...replaced] };
}
