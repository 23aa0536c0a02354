import type { Span, Time } from './time.ts';

/** The name of a node, such as `n1`. Clients have names of the same kind. */
export type NodeId = string;

/**
 * What a node runs: a pure function from what it knows and what happens to what it knows next and what it wants done. It has
 * no clock, no dice and no network; the world has them. States, messages, commands and replies are plain, JSON-safe data.
 */
export interface Program<State, Message, Command = unknown, Reply = unknown> {
  /** What a node knows before its first input, and again after each crash: memory does not survive one. */
  init(self: NodeId, nodes: readonly NodeId[]): State;
  step(state: State, input: Input<Message, Command>): Step<State, Message, Reply>;
}

export interface Step<State, Message, Reply = unknown> {
  readonly state: State;
  /**
   * What the world is to do, in this order. The world may crash the node between any two of them: what stands after the
   * crash is never done. So a promise to others comes after the write that the promise rests on.
   */
  readonly effects: readonly Effect<Message, Reply>[];
}

/** Everything that can happen to a node. */
export type Input<Message, Command = unknown> = Start | Arrival<Message> | Timeout | Request<Command>;

interface Happening {
  /** The node's own clock, in milliseconds. Under skew it differs from the clocks of the others. */
  readonly clock: Time;
}

/** The node starts, for the first time with an empty disk, or after a crash with what its disk has kept. */
export interface Start extends Happening {
  readonly kind: 'start';
  readonly disk: Disk;
}

/** What was written, by key. A key that was appended to holds a list of records. */
export type Disk = Readonly<Record<string, unknown>>;

export interface Arrival<Message> extends Happening {
  readonly kind: 'message';
  readonly from: NodeId;
  readonly message: Message;
}

export interface Timeout extends Happening {
  readonly kind: 'timer';
  readonly timer: string;
}

/** A client asks. A client that asks again because no answer came keeps the number of its request. */
export interface Request<Command> extends Happening {
  readonly kind: 'request';
  readonly client: NodeId;
  readonly request: number;
  readonly command: Command;
}

/** Everything that a node can want done. */
export type Effect<Message, Reply = unknown> =
  Send<Message> | Persist | Append | Sync | Apply | SetTimer | CancelTimer | Answer<Reply> | Note;

export interface Send<Message> {
  readonly kind: 'send';
  readonly to: NodeId;
  readonly message: Message;
}

/** Writes a value under a key, in place of the one before. */
export interface Persist {
  readonly kind: 'persist';
  readonly key: string;
  readonly value: unknown;
  /** With `false` the write waits in a cache, which a crash may take, until the next synced write or `sync`. */
  readonly sync?: boolean;
}

/** Adds a record to the list under a key. */
export interface Append {
  readonly kind: 'append';
  readonly key: string;
  readonly record: unknown;
  readonly sync?: boolean;
}

/** Makes every write so far safe from a crash. */
export interface Sync {
  readonly kind: 'sync';
}

/** Tells whoever watches that the node's state machine has taken the entry at this position of the log. */
export interface Apply {
  readonly kind: 'apply';
  readonly position: number;
  readonly command: unknown;
}

/** Starts a timer, or starts it anew when it runs already. It fires once. */
export interface SetTimer {
  readonly kind: 'setTimer';
  readonly timer: string;
  readonly after: Span;
}

export interface CancelTimer {
  readonly kind: 'cancelTimer';
  readonly timer: string;
}

/** Answers a client's request. */
export interface Answer<Reply> {
  readonly kind: 'reply';
  readonly client: NodeId;
  readonly request: number;
  readonly reply: Reply;
}

/** A sentence for whoever reads the trace. */
export interface Note {
  readonly kind: 'note';
  readonly text: string;
}
