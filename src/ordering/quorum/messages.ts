import type { ClientRequest } from '../entry.ts';

/** A log without gaps: entry n stands at index n - 1. */
export type Log<Command> = readonly ClientRequest<Command>[];

export type QuorumMessage<Command = unknown> =
  /** From the leader: behind `start`, the log goes on like this; everything up to `commit` is committed. */
  | {
      readonly kind: 'store';
      readonly term: number;
      readonly start: number;
      readonly entries: Log<Command>;
      readonly commit: number;
    }
  /** To the leader: of your log I have stored everything up to `position`. */
  | { readonly kind: 'stored'; readonly term: number; readonly position: number }
  /** From a member that has not heard of a leader for too long: I want to lead in this term. */
  | { readonly kind: 'prepare'; readonly term: number }
  /** To it: I listen to no earlier term any more. This is my log, and the term of the leader that it came from. */
  | {
      readonly kind: 'promise';
      readonly term: number;
      readonly from: number;
      readonly log: Log<Command>;
    };
