// caught by: the list › counts what each user has paid, also when the user moves
/**
 * Write a read model: a list of the users of a shop, and what each has paid. It
 * is made of the events of a store, and of nothing else, so that it can be
 * thrown away and made anew.
 *
 * - The events of the store have positions 1, 2, 3 and so on, without a gap.
 *   They are delivered in batches, in order and at least once: a batch may
 *   begin with events that were taken before, and may lack some.
 * - The checkpoint is the position of the last event that the rows show. One
 *   `save` is atomic: all the fields in it are written, or none. The process
 *   may be ended between any two.
 * - An event that was taken before is passed over. Behind a gap nothing is
 *   taken; what comes before it is. Either way, say from which position the
 *   store is to be read next.
 * - There are events that say nothing to this list, and there will be others
 *   that you have never heard of. They are taken, and change no row.
 * - A user who is deleted has no row any more. What is heard of a user without
 *   a row makes none: somebody may pay and be deleted before the payment is in.
 * - Rows name the code that made them. When the process starts with other code,
 *   the old rows are wrong, all of them: begin anew with none, at position 1.
 *   Until that is saved, the old ones stay.
 * - What comes in is never changed: writes say what is to be kept.
 */

export type Event =
  | {
      readonly type: 'UserCreated' | 'UserMoved';
      readonly data: { readonly user: string; readonly address: string };
    }
  | { readonly type: 'UserDeleted'; readonly data: { readonly user: string } }
  | {
      readonly type: 'OrderPaid';
      readonly data: {
        readonly order: number;
        readonly user: string;
        readonly cents: number;
      };
    }
  /** One of those that say nothing to this list. */
  | { readonly type: 'OrderShipped'; readonly data: unknown };

export interface RecordedEvent {
  /** 1 for the first event of the store. */
  readonly position: number;
  readonly event: Event;
}

export interface Row {
  readonly address: string;
  /** How many orders the user has paid. */
  readonly orders: number;
  readonly cents: number;
}

/** By user. */
export type Rows = Readonly<Record<string, Row>>;

/** What survives a restart. */
export interface Saved {
  /** The number of the code that made the rows. */
  readonly code: number;
  /** 0 before the first event. */
  readonly checkpoint: number;
  readonly rows: Rows;
}

/** Writes the fields that it names, all of them at once, and leaves the others as they are. */
export interface Save {
  readonly kind: 'save';
  readonly fields: Partial<Saved>;
}

export interface Taken {
  /** To be done in this order. */
  readonly writes: readonly Save[];
  /** The position from which the store is to be read next. */
  readonly readFrom: number;
}

/** What an event makes of the rows. */
export function project(rows: Rows, event: Event): Rows {
  switch (event.type) {
    case 'UserCreated': {
      const { user, address } = event.data;
      return { ...rows, [user]: { address, orders: 0, cents: 0 } };
    }
    case 'UserMoved': {
      const { user, address } = event.data;
      const row = rows[user];
      const moved = { address, orders: 0, cents: 0 };
      return row ? { ...rows, [user]: moved } : rows;
    }
    case 'UserDeleted': {
      const { [event.data.user]: _, ...others } = rows;
      return others;
    }
    case 'OrderPaid': {
      const { user, cents } = event.data;
      const row = rows[user];
      if (!row) return rows;
      const paid = { orders: row.orders + 1, cents: row.cents + cents };
      return { ...rows, [user]: { ...row, ...paid } };
    }
    default:
      return rows;
  }
}

/** A batch of events is delivered. */
export function take(saved: Saved, batch: readonly RecordedEvent[]): Taken {
  let { checkpoint, rows } = saved;
  for (const { position, event } of batch) {
    if (position <= checkpoint) continue;
    if (position > checkpoint + 1) break;
    rows = project(rows, event);
    checkpoint = position;
  }
  const readFrom = checkpoint + 1;
  if (checkpoint === saved.checkpoint) return { writes: [], readFrom };
  // In one save: a crash between two of them would lose events, or count them twice.
  return { writes: [{ kind: 'save', fields: { checkpoint, rows } }], readFrom };
}

/** The process starts, with this code. */
export function start(saved: Saved, code: number): Taken {
  if (saved.code === code)
    return { writes: [], readFrom: saved.checkpoint + 1 };
  const fields: Saved = { code, checkpoint: 0, rows: {} };
  return { writes: [{ kind: 'save', fields }], readFrom: 1 };
}
