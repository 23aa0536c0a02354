import { lastIndex } from '../../raft/log.ts';
import { wordsOf } from '../../raft/observed.ts';
import type { LogIndex, Term } from '../../raft/types.ts';
import type { NodeId } from '../../sim/index.ts';
import type { NodeFrame, ServerFrame } from './node-frame.ts';
import { headerHeight, type Stage } from './layout.ts';

/** The logs of all servers, one a row, and an index in the same place in each: so one sees where they part. */
export interface LogGrid {
  /** The first index that is shown: so many less one stand before. */
  readonly first: LogIndex;
  readonly columns: readonly { readonly index: LogIndex; readonly x: number }[];
  readonly cell: number;
  readonly rows: readonly LogRow[];
}

export interface LogRow {
  readonly node: NodeFrame;
  readonly y: number;
  readonly cells: readonly Cell[];
  /** Entries that are only in a snapshot; null when none of them would be in view. */
  readonly folded: { readonly x: number; readonly width: number; readonly upTo: LogIndex } | null;
  /** Where the log ends, when that is before what is shown; null otherwise. */
  readonly endsAt: LogIndex | null;
  /** How far the line of what is committed goes; null when there is none. */
  readonly committed: { readonly from: number; readonly to: number } | null;
  readonly applied: number | null;
  /** What its leader thinks of it. */
  readonly match: number | null;
  readonly next: number | null;
}

export interface Cell {
  readonly index: LogIndex;
  readonly term: Term;
  readonly x: number;
  readonly committed: boolean;
  /** In few words; empty when there is no room. */
  readonly words: string;
  /** In the other future there is another entry here, or none. */
  readonly differs: boolean;
}

const minCell = 22;
const maxCell = 46;
/** From this width on, a cell says what its entry says. */
const wordyCell = 40;
const fewest = 6;

export interface Compared {
  readonly longestLog: number;
  /** The leader whose view of the others is shown: that of the latest term, or the selected one. */
  readonly leader: ServerFrame | null;
  /** The logs of another future. */
  readonly other: ReadonlyMap<NodeId, ServerFrame | null> | null;
}

export function logsOf(
  { logs }: Stage,
  nodes: readonly NodeFrame[],
  { longestLog, leader, other }: Compared,
): LogGrid {
  const room = logs.width - logs.head;
  const most = Math.floor(room / minCell);
  // One more than the longest log, for the `nextIndex` behind it.
  const count = Math.max(fewest, Math.min(most, longestLog + 1));
  const cell = Math.min(maxCell, room / count);
  const last = Math.max(0, ...nodes.map(({ server }) => (server ? lastIndex(server.log) : 0)));
  const first = Math.max(1, last + 1 - count + 1);
  const start = logs.x + logs.head;
  const xOf = (index: LogIndex) => start + (index - first) * cell;
  const clamp = (x: number) => Math.min(Math.max(x, start), start + count * cell);

  const rows = nodes.map((node, row): LogRow => {
    const { server, status, name } = node;
    const y = logs.y + headerHeight + row * logs.rowHeight;
    if (!server) return emptyRow(node, y);
    const { log, commitIndex, lastApplied } = server;
    const end = lastIndex(log);
    const volatile = status !== 'down';
    const match = leader?.matchIndex?.[name];
    const next = leader?.nextIndex?.[name];
    const upTo = log.after.index;
    const edge = clamp(xOf(Math.min(commitIndex, end) + 1));
    return {
      node,
      y,
      cells: log.entries.slice(Math.max(0, first - 1 - upTo)).map((entry, at) => {
        const index = Math.max(first, upTo + 1) + at;
        return {
          index,
          term: entry.term,
          x: xOf(index),
          committed: index <= commitIndex,
          words: cell >= wordyCell ? shortened(wordsOf(entry)) : '',
          differs: other !== null && termIn(other.get(name), index) !== entry.term,
        };
      }),
      folded: upTo >= first ? { x: start, width: xOf(upTo + 1) - start, upTo } : null,
      endsAt: end < first ? end : null,
      committed: volatile && edge > start ? { from: start, to: edge } : null,
      applied: volatile && lastApplied >= first ? xOf(lastApplied) + cell / 2 : null,
      match: typeof match === 'number' && match >= first ? xOf(match) + cell / 2 : null,
      next: typeof next === 'number' && next >= first ? clamp(xOf(next) + cell / 2) : null,
    };
  });
  const columns = Array.from({ length: count }, (_, at) => ({ index: first + at, x: xOf(first + at) }));
  return { first, columns, cell, rows };
}

const emptyRow = (node: NodeFrame, y: number): LogRow => ({
  node,
  y,
  cells: [],
  folded: null,
  endsAt: null,
  committed: null,
  applied: null,
  match: null,
  next: null,
});

const termIn = (server: ServerFrame | null | undefined, index: LogIndex): Term | undefined =>
  server?.log.entries[index - server.log.after.index - 1]?.term;

const shortened = (words: string): string => (words.length <= 7 ? words : `${words.slice(0, 6)}…`);

/** Of several that think they lead, that of the latest term leads. */
export function leaderOf(nodes: readonly NodeFrame[]): NodeFrame | null {
  const leaders = nodes.filter(({ standing, server }) => standing === 'leader' && server !== null);
  return leaders.reduce<NodeFrame | null>(
    (best, node) => (!best || node.server!.currentTerm > best.server!.currentTerm ? node : best),
    null,
  );
}
