import type { SomeFaults } from '../faults.ts';
import type { Intervention, Script } from '../intervention.ts';
import type { NodeId, Program } from '../program.ts';
import type { Time } from '../time.ts';
import type { Trace } from '../trace/trace.ts';
import type { ClientOptions } from './clients.ts';

export interface WorldOptions<State, Message, Command, Reply> {
  /** Decides every draw: the same seed, programs and script give the same run, event by event. */
  readonly seed: number;
  readonly nodes: Readonly<Record<NodeId, Program<State, Message, Command, Reply>>>;
  readonly clients?: ClientOptions<Reply>;
  readonly faults?: SomeFaults;
  readonly script?: Script<Command | string>;
  /** Reads what a client asks when it is given in words, as in scenarios. @throws Error with a sentence when it is no command */
  readonly readCommand?: (words: string) => Command;
  /**
   * Whether to keep a trace, or how many events of it at most; 200,000 when left out. With `clients`, only what they asked and were
   * answered is kept: all that linearizability is about, and much less than the whole.
   */
  readonly trace?: boolean | number | 'clients';
  /**
   * Whether to freeze states and messages and to refuse what is not plain data, so that a program that changes its state in place is
   * found out. On when left out; without it a run is about twice as fast.
   */
  readonly checks?: boolean;
}

export interface World<State = unknown, Command = unknown> {
  readonly now: Time;
  /** How many events have happened: inputs that nodes took, deliveries, and what was done from outside by the script. */
  readonly events: number;
  /** How many messages, requests and replies have arrived. */
  readonly delivered: number;
  /** How many events stand in the trace by now: several for one that happened, such as a message and what it made the node do. */
  readonly recorded: number;
  readonly nodes: readonly NodeId[];
  readonly clients: readonly NodeId[];
  /** What a node knows at the moment. While it is down: what it knew last. */
  state(node: NodeId): State;
  status(node: NodeId): 'up' | 'paused' | 'down';
  /** A node as it is now, and as it will be: what is read from it later is what is true then. For whoever looks after every event. */
  view(node: NodeId): NodeView<State>;
  /** Messages on their way, in the order in which they arrive. */
  inFlight(): readonly Flight[];
  /** Lets the next event happen. False when nothing is left to happen. @throws WorldError when a program breaks a rule */
  step(): boolean;
  /** Gives what `stopIf` says, if it ever says something. @throws WorldError when a program breaks a rule, or the budget is spent */
  run(options?: RunOptions): string | undefined;
  /** Does something to the world now, and notes it in the script. @throws WorldError when it names what is not there */
  do(what: Intervention<Command | string>): void;
  trace(): Trace;
}

export interface NodeView<State = unknown> {
  readonly state: State;
  readonly status: 'up' | 'paused' | 'down';
  /** How often it has started by now: with each start its memory is new. */
  readonly starts: number;
}

export interface Flight {
  readonly id: number;
  readonly nth: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: unknown;
  readonly arrives: Time;
}

export interface RunOptions {
  /** Lets everything happen up to and at this time. Without it the run goes on until nothing is left to happen. */
  readonly until?: Time;
  /** How many events may happen before the run is given up; 100,000 when left out. */
  readonly budget?: number;
  /** Asked after every event; the first sentence ends the run. */
  readonly stopIf?: () => string | undefined;
}
