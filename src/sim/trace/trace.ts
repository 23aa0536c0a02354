import type { Intervention, Script } from '../intervention.ts';
import type { Disk, NodeId } from '../program.ts';
import type { Time } from '../time.ts';

/** Everything that happened in a run, in order, as plain data: what pictures, transcripts, checkers and golden files are made from. */
export interface Trace {
  readonly version: typeof traceVersion;
  readonly seed: number;
  readonly nodes: readonly NodeId[];
  readonly clients: readonly NodeId[];
  /** All that was done to the world, by script and by hand: with the seed and the programs it gives the run again. */
  readonly script: Script;
  readonly events: readonly TraceEvent[];
  /** How many events happened after the trace was full. */
  readonly omitted: number;
}

export const traceVersion = 1;

/**
 * An input of a node (`start`, `deliver`, `timer`) is followed by the effects of the same step. `state` is the node's state after
 * the input, there only when the step changed it; a state is shared with the run, not copied, and never changes.
 */
export type TraceEvent =
  | ({ readonly kind: 'start'; readonly disk: Disk; readonly state: unknown } & There)
  | ({ readonly kind: 'deliver'; readonly from: NodeId; readonly id: number } & There & Changed)
  | ({ readonly kind: 'timer'; readonly timer: string } & There & Changed)
  // Effects of a step
  | ({ readonly kind: 'send' } & SentMessage & There)
  | ({ readonly kind: 'write'; readonly key: string; readonly value: unknown } & WriteMode & There)
  | ({ readonly kind: 'sync' } & There)
  | ({ readonly kind: 'apply'; readonly position: number; readonly command: unknown } & There)
  | ({ readonly kind: 'set-timer'; readonly timer: string; readonly due: Time } & There)
  | ({ readonly kind: 'cancel-timer'; readonly timer: string } & There)
  | ({ readonly kind: 'note'; readonly text: string } & There)
  // The network. `node` is the sender; `id` names the message of the `send`.
  | ({ readonly kind: 'lose'; readonly to: NodeId; readonly id: number; readonly why: Loss } & There)
  | ({ readonly kind: 'duplicate'; readonly to: NodeId; readonly id: number; readonly after: Time } & There)
  | ({ readonly kind: 'delay'; readonly to: NodeId; readonly id: number; readonly by: Time } & There)
  // Clients. `node` is the client.
  | ({
      readonly kind: 'invoke';
      readonly request: number;
      readonly to: NodeId;
      readonly command: unknown;
    } & There)
  | ({
      readonly kind: 'return';
      readonly request: number;
      readonly from: NodeId;
      readonly reply: unknown;
    } & There)
  | ({ readonly kind: 'retry'; readonly request: number; readonly to: NodeId } & There)
  // What was done to the world
  | ({
      readonly kind: 'crash';
      readonly effects: EffectCount | null;
      readonly lost: readonly string[];
    } & There)
  | ({ readonly kind: 'stop' | 'pause' | 'resume' } & There)
  /** One direction: no message passes from `node` to `to`, until a `heal` with the same names. */
  | ({ readonly kind: 'cut' | 'heal'; readonly to: NodeId } & There)
  | { readonly at: Time; readonly kind: 'settings'; readonly change: Intervention }
  /** The program broke a rule of the world, told in a sentence. The run ends here. */
  | ({ readonly kind: 'broke'; readonly sentence: string } & There);

interface There {
  readonly at: Time;
  readonly node: NodeId;
}

interface Changed {
  readonly state?: unknown;
}

interface SentMessage {
  readonly to: NodeId;
  /** One for each message of the run. A duplicate has the id of the message that it copies. */
  readonly id: number;
  /** One for each message of the link from `node` to `to`. */
  readonly nth: number;
  readonly role: Role;
  readonly message: unknown;
  /** Which request of its client is asked or answered, 0 between nodes. */
  readonly request: number;
}

/** Between nodes, from a client to a node, and back. */
export type Role = 'message' | 'request' | 'reply';

interface WriteMode {
  readonly append: boolean;
  readonly synced: boolean;
}

/** By chance (or by order of the script), on a link that was cut, or because the receiver was down. */
export type Loss = 'loss' | 'cut' | 'down';

/** A crash within a step: how many of its effects were carried out. */
export interface EffectCount {
  readonly done: number;
  readonly of: number;
}
