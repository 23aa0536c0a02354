import { correlationOfFeed, type FeedMessage } from '../feed/messages.ts';
import type { RateMessage } from '../taxes.ts';
import type { ThatIs, WhoIs } from '../who-is.ts';
import type { Note, OrderRow, RowChanged, Rows, UserRow } from './rows.ts';

export type AnyRow = UserRow | OrderRow;

export type TablesMessage = FeedMessage<RowChanged<AnyRow>> | Copy | Note | WhoIs | ThatIs | RateMessage;

/** All rows as they stand at a position, for a reader that lacks changes that nobody keeps any more. */
export interface Copy<Row = AnyRow> {
  readonly kind: 'copy';
  readonly rows: Rows<Row>;
  readonly position: number;
}

export function correlationOf(message: TablesMessage): string | undefined {
  switch (message.kind) {
    case 'copy':
      return undefined;
    case 'follow':
    case 'facts':
    case 'taken':
      return correlationOfFeed(message);
    default:
      return message.correlationId;
  }
}
