import { persist, type Disk, type Effect } from '../../../sim/index.ts';
import type { Facts } from '../feed/messages.ts';
import type { Feed, Followers } from '../feed/source.ts';
import type { ShopReply } from '../story.ts';
import type { Copy } from './messages.ts';
import type { Change, RowChanged, Rows } from './rows.ts';

/** A table, and the outbox of its changes. Both are written in one transaction: no reader misses a write, and none hears of one that was not made. */
export interface Tables<Row> {
  readonly rows: Rows<Row>;
  /** What some follower may still lack. What all have taken is thrown away. */
  readonly outbox: readonly Change<Row>[];
  /** The position of the last change. */
  readonly position: number;
  /** By request: what was answered to those that changed something. */
  readonly replies: Readonly<Record<string, ShopReply>>;
}

export const emptyTables: Tables<never> = { rows: {}, outbox: [], position: 0, replies: {} };

export const openTables = <Row>(disk: Disk): Tables<Row> => (disk['tables'] ?? emptyTables) as Tables<Row>;

export interface Cause {
  readonly id: string;
  readonly correlationId: string;
}

/** Overwrites a row. @param isRequest whether the cause is a request that may come again and must be answered the same */
export function write<Row>(
  tables: Tables<Row>,
  followers: Followers,
  { key, row }: { readonly key: string; readonly row: Row },
  { id, correlationId }: Cause,
  isRequest: boolean,
): { readonly tables: Tables<Row>; readonly change: Change<Row>; readonly effect: Effect<never, never> } {
  const position = tables.position + 1;
  const change: Change<Row> = {
    event: { type: 'RowChanged', data: row },
    metadata: { id: `${id}.${position}`, causationId: id, correlationId },
    stream: key,
    version: position,
    position,
  };
  const replies = isRequest
    ? { ...tables.replies, [id]: { kind: 'done', position } as const }
    : tables.replies;
  const after = {
    rows: { ...tables.rows, [key]: row },
    outbox: [...stillWanted(tables.outbox, followers), change],
    position,
    replies,
  };
  return { tables: after, change, effect: persist('tables', after) };
}

function stillWanted<Row>(outbox: readonly Change<Row>[], followers: Followers): readonly Change<Row>[] {
  const taken = Math.min(...Object.values(followers).map((after) => after ?? 0));
  return outbox.filter(({ position }) => position > taken);
}

/** What followers are sent: the changes that they lack, or, where some of these are gone, the rows themselves. */
export const feedOf = <Row>({
  rows,
  outbox,
  position,
}: Tables<Row>): Feed<Facts<RowChanged<Row>> | Copy<Row>> => ({
  last: position,
  lackedBy(after) {
    const first = outbox[0]?.position ?? position + 1;
    return after + 1 < first
      ? { kind: 'copy', rows, position }
      : { kind: 'facts', events: outbox.filter((change) => change.position > after) };
  },
});
