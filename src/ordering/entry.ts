import type { NodeId } from '../sim/index.ts';

/** A client's request. Client and number together say which one it is, however often it is sent. */
export interface ClientRequest<Command = unknown> {
  readonly client: NodeId;
  readonly request: number;
  readonly command: Command;
}

/** A request with its place in the order, from 1. */
export interface Entry<Command = unknown> extends ClientRequest<Command> {
  readonly sequence: number;
}

/** What a client hears once its request has taken effect. */
export interface Answer<Output = unknown> {
  readonly position: number;
  readonly output: Output;
}

/** What a client hears from a node that cannot put requests into the order, and knows who can. */
export interface Elsewhere {
  readonly elsewhere: NodeId;
}

/** For `clients.redirect` of a system. */
export const redirect = (answer: Answer | Elsewhere): NodeId | undefined =>
  'elsewhere' in answer ? answer.elsewhere : undefined;

export const sameRequest = (one: ClientRequest, other: ClientRequest): boolean =>
  one.client === other.client && one.request === other.request;
