import type { ShopCommand, ShopReply } from '../story.ts';
import type { ShopEvent } from './events.ts';
import type { AnyRow, Deed, Reference } from './rows.ts';

/** Something a service has taken on, and not finished: it is on the disk, and survives a crash. */
export interface Task {
  /** That of the request or of the event: whoever hands it in again hands in the same task. */
  readonly id: string;
  readonly cause: Cause;
  /** What others have answered so far, by the key of the row. */
  readonly answers: Readonly<Record<string, AnyRow | null>>;
  /** What it waits to be answered. */
  readonly asks: Reference | null;
}

export type Cause =
  | {
      readonly kind: 'request';
      readonly client: string;
      readonly request: number;
      readonly command: ShopCommand;
    }
  | { readonly kind: 'event'; readonly event: ShopEvent };

/** What a service makes of a task, as far as it can. It is asked again when an answer comes, or when its tables have changed. */
export type Progress<Table> =
  | { readonly kind: 'ask'; readonly about: Reference }
  | { readonly kind: 'wait' }
  | ({ readonly kind: 'done' } & Result<Table>);

export interface Result<Table> {
  readonly table?: Table;
  /** What cannot be taken back. It comes first, and on its own: a crash behind it leaves the task open and the deed known. */
  readonly deed?: Deed;
  readonly publish?: readonly ShopEvent[];
  readonly reply?: ShopReply;
}

export const done = <Table>(result: Result<Table> = {}): Progress<Table> => ({ kind: 'done', ...result });

export const refuse = (sentence: string): Progress<never> => done({ reply: { kind: 'refused', sentence } });
