import { catchUp, unread, type CaughtUp, type Projection } from '../../projection.ts';
import { inOrder, revenueLines, shippedLine, userLine } from '../lines.ts';
import type { OrderRow, RowChanged, Rows, UserRow } from './rows.ts';

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

/** Where users live, by key. */
export type Homes = ByKey<Home>;
type Home = Pick<UserRow, 'user' | 'address' | 'country'>;

const homeOf = ({ user, address, country }: UserRow): Home => ({ user, address, country });

export const userList: ReadModel<Homes, UserRow> = {
  projection: keyed((row) => (row.deleted ? undefined : homeOf(row))),
  lines: (view) => Object.values(view).map(userLine),
};

/** A mistake to be mended: whoever is deleted stays in it. */
export const forgetfulUserList: ReadModel<Homes, UserRow> = { ...userList, projection: keyed(homeOf) };

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

/** A view made of the rows as they stand, in place of the changes that led to them. */
export const read = <View, Row>(
  projection: Projection<View, RowChanged<Row>>,
  rows: Rows<Row>,
): CaughtUp<View> =>
  catchUp(
    projection,
    unread(projection),
    Object.entries(rows).map(([stream, data], index) => ({
      event: { type: 'RowChanged', data },
      metadata: { id: `row ${stream}` },
      stream,
      version: 1,
      position: index + 1,
    })),
  );
