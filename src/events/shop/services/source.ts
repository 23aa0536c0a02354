import { refer, type AnyRow, type Reference, type Rows } from './rows.ts';
import type { Task } from './task.ts';

export type Copies = Readonly<Record<string, AnyRow>>;

/** Where a service gets what it does not own. */
export type Source = <Of extends keyof Rows>(
  of: Of,
  id: string,
  task: Task,
  copies: Copies,
) => Found<Rows[Of]>;

export type Found<Row> =
  | { readonly kind: 'found'; readonly row: Row }
  | Missing
  /** Somebody must be asked first. */
  | { readonly kind: 'ask'; readonly about: Reference };

interface Missing {
  readonly kind: 'missing';
}

export interface Waiting {
  readonly kind: 'wait';
}

/** For whoever cannot go on without: what is missing is on its way. */
export const orWait = <Row>(found: Found<Row>): Exclude<Found<Row>, Missing> | Waiting =>
  found.kind === 'missing' ? { kind: 'wait' } : found;

/** Asks the owner, each time anew: the answer is as fresh as can be, and there is none while the owner is down. */
export const askTheOwner: Source = (of, id, { answers }) => {
  const about = refer(of, id);
  const row = answers[about];
  if (row === undefined) return { kind: 'ask', about };
  return row === null ? { kind: 'missing' } : { kind: 'found', row: row as never };
};

/** Looks it up in its own copy: nobody need be up, and what has not arrived yet is not known. */
export const lookItUp: Source = (of, id, _task, copies) => {
  const row = copies[refer(of, id)];
  return row === undefined ? { kind: 'missing' } : { kind: 'found', row: row as never };
};

/** Events may come late, twice and in any order: only a newer version replaces a copy. */
export const copy = (copies: Copies, about: Reference, row: AnyRow): Copies =>
  (copies[about]?.version ?? 0) < row.version ? { ...copies, [about]: row } : copies;
