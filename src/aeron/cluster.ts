import type { NodeId, System } from '../sim/index.ts';
import { bufferOf, lengthOf, type Bytes } from './buffer.ts';
import { client, type ClientState, type Protocol } from './client.ts';
import type { MemberState } from './consensus/state.ts';
import type { MemberOptions } from './consensus/turn.ts';
import { member } from './member.ts';
import type { ClusterMessage } from './messages.ts';
import type { ClusteredService } from './service.ts';
import { quick } from './timings.ts';

/** An application for the cluster: the service, and how its clients speak to it. */
export interface Application {
  service(): ClusteredService;
  readonly protocol: Protocol;
}

export interface ClusterOptions extends Partial<MemberOptions> {
  readonly members?: number;
  /** Processes with a session each; what users want, they send to one of these. */
  readonly clients?: readonly NodeId[];
  readonly retries?: boolean;
  readonly refusals?: number;
}

export type ClusterState = MemberState | ClientState;
export const isMember = (state: ClusterState): state is MemberState => 'memberId' in state;

export type ClusterSystem = System<ClusterState, ClusterMessage, string, string>;

export const membersOf = (count: number): readonly NodeId[] =>
  Array.from({ length: count }, (_, id) => `m${id}`);

/** Members `m0`, `m1`, … that run an application, and clients that use it. */
export function clusterSystem(
  { service, protocol }: Application,
  {
    members: count = 3,
    clients = ['client'],
    retries = false,
    timings = quick,
    fileSyncLevel = 1,
    refusals,
  }: ClusterOptions = {},
): ClusterSystem {
  const members = membersOf(count);
  return {
    nodes: [...members, ...clients],
    program: (node) =>
      clients.includes(node)
        ? client({ members, protocol, timings, retries })
        : member({
            members,
            memberId: members.indexOf(node),
            service,
            timings,
            fileSyncLevel,
            refusals,
            describe: (bytes) => wordsOf(protocol, bytes),
          }),
    readCommand: (words) => words,
  } as ClusterSystem;
}

/** What a service says to the cluster itself need not be an answer: then only its length is told. */
function wordsOf({ decode }: Protocol, bytes: Bytes): string {
  try {
    return decode(bufferOf(bytes), lengthOf(bytes)).words;
  } catch {
    return `${lengthOf(bytes)} bytes`;
  }
}
