import type { Projection } from '../../projection.ts';
import { inOrder, revenueLines, shippedLine, userLine } from '../lines.ts';
import type { OrderRow, RowChanged, UserRow } from './rows.ts';

/** A read model: rows of its own, made for one question. */
export interface ReadModel<View, Row> {
  readonly projection: Projection<View, RowChanged<Row>>;
  lines(view: View): readonly string[];
}

type ByKey<Entry> = Readonly<Record<string, Entry>>;

/** Each entry is put under its key, and so a row that is told twice stands there once. */
const keyed = <Row, Entry>(
  entryOf: (row: Row) => Entry | undefined,
): Projection<ByKey<Entry>, RowChanged<Row>> => ({
  initialView: () => ({}),
  project(view, { stream, event }) {
    const entry = entryOf(event.data);
    if (entry !== undefined) return { ...view, [stream]: entry };
    return Object.fromEntries(Object.entries(view).filter(([key]) => key !== stream));
  },
});

export const userList: ReadModel<ByKey<string>, UserRow> = {
  projection: keyed((row) => (row.deleted ? undefined : userLine(row))),
  lines: (view) => Object.values(view),
};

type Shipped = Pick<OrderRow, 'order' | 'item' | 'user'>;

export const orderList: ReadModel<ByKey<Shipped>, OrderRow> = {
  projection: keyed(({ status, order, item, user }) =>
    status === 'shipped' ? { order, item, user } : undefined,
  ),
  lines: (view) => inOrder(Object.values(view)).map(shippedLine),
};

interface Billed {
  readonly order: number;
  readonly total: number;
  readonly tax: number;
}

export const revenue: ReadModel<ByKey<Billed>, OrderRow> = {
  projection: keyed(({ order, total, tax }) => (tax === null ? undefined : { order, total, tax })),
  lines: (view) => revenueLines(Object.values(view)),
};
