import type { ClusterOptions } from '../../../../src/raft/cluster.ts';
import type { KeyValueCommand, KeyValues } from '../../../../src/raft/key-value.ts';
import type { Rules } from '../../../../src/raft/rules.ts';
import type { RaftServer } from '../../../../src/raft/step.ts';

export type KeyValueServer = RaftServer<KeyValues, KeyValueCommand>;
export type KeyValueInput = Parameters<KeyValueServer['step']>[1];
export type KeyValueState = Parameters<KeyValueServer['step']>[0];

/** A wrong decision, of the kind that people make. */
export interface PlantedBug {
  /** What the server does, as a sentence. */
  readonly name: string;
  /** One of the rules, decided in another way. */
  readonly rules?: Partial<Rules> | ((cluster: ClusterOptions) => Partial<Rules>);
  /** A server that hears, says, or remembers something else than it should. */
  readonly around?: (server: KeyValueServer) => KeyValueServer;
  /** A scenario of src/raft/scenarios that keeps every promise, and does not with the bug. Storms look for all others. */
  readonly scenario?: string;
}

/** A server that takes some inputs for others. */
export const hears =
  (change: (input: KeyValueInput, state: KeyValueState) => KeyValueInput) =>
  (server: KeyValueServer): KeyValueServer => ({
    ...server,
    step: (state, input) => server.step(state, change(input, state)),
  });
