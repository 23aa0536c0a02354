import type { Effect, Time } from '../sim/index.ts';
import type { Raft } from './options.ts';
import type { Draft } from './server.ts';
import type { Message, Reply, Server } from './types.ts';

/**
 * One step of one server. Its handlers change `server`, which nobody has seen yet, as the paper's rules say it, and add to `effects` what they
 * want done. From outside, a step is a function: what goes in stays as it was.
 */
export interface Turn<State, Command> {
  readonly raft: Raft<State, Command>;
  readonly server: Draft<Server<State, Command>>;
  readonly effects: Effects<State, Command>;
  /** The server's own. */
  readonly clock: Time;
}

export type Effects<State, Command> = Effect<Message<State, Command>, Reply>[];
