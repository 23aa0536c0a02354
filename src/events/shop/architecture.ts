import type { NodeId, SomeFaults, System, Time } from '../../sim/index.ts';
import type { Country, Release, ShopQuery, ShopReply, ShopRequest } from './story.ts';

export const architectures = [
  'notification',
  'carried-state',
  'event-sourcing',
  'command-sourcing',
  'cqrs',
] as const;

export type ArchitectureName = (typeof architectures)[number];

/**
 * One way of building the shop. In each, `users` owns the users, `orders` the orders and `taxes` the tax rates; `shipping` ships what is
 * paid, `invoicing` bills it. What else runs (a bus, readers) is the architecture's own.
 */
export interface Architecture {
  readonly name: ArchitectureName;
  system(options?: ShopOptions): ShopSystem;
  /** Which node a request goes to. */
  route(request: ShopRequest): NodeId;
  /** What a node keeps, made for reading, from its state in a trace. Empty while it is down. */
  stores(node: NodeId, state: unknown): readonly StoreView[];
  /** What the owner knows of users and orders, from the state of `users` and of `orders` in a trace. */
  users(state: unknown): readonly KnownUser[];
  orders(state: unknown): readonly KnownOrder[];
  /** Every node that can answer such a query, wherever the requests of the story go. */
  readers(query: ShopQuery): readonly NodeId[];
  /** What such a node would answer at this moment, from its state in a trace. The lines are those of `lines.ts`. */
  answer(query: ShopQuery, node: NodeId, state: unknown): readonly string[];
  /**
   * The request of a client that a message between nodes goes back to: `ana/3` is ana's third (`requestId`). Nothing for a message that
   * no request caused.
   */
  correlationOf(message: unknown): string | undefined;
}

export interface KnownUser {
  readonly user: string;
  readonly address: string;
  readonly country: Country;
  readonly deleted: boolean;
}

export interface KnownOrder {
  readonly order: number;
  readonly item: string;
  readonly user: string;
  /** Cents, as the orders service decided on it when the order was placed. */
  readonly total: number;
  readonly paid: boolean;
}

/** A client's request, by a name that is the same when it is sent again. */
export const requestId = ({
  client,
  request,
}: {
  readonly client: NodeId;
  readonly request: number;
}): string => `${client}/${request}`;

export interface ShopOptions {
  readonly release?: Release;
  readonly faults?: SomeFaults;
}

export type ShopSystem = System<unknown, unknown, ShopRequest, ShopReply>;

/** What a store is to its node, and so what a row of it is worth. */
export type StoreKind =
  /** The record of truth: rows that are overwritten. */
  | 'table'
  /** The record of truth: facts, only ever appended. */
  | 'events'
  /** The record of truth: requests, only ever appended. */
  | 'commands'
  /** What somebody else owns, as it was heard. */
  | 'copy'
  /** Made of what somebody else recorded, for one question; can be rebuilt. */
  | 'view'
  /** What waits to be delivered or answered. */
  | 'queue';

export interface StoreView {
  readonly name: string;
  readonly kind: StoreKind;
  readonly rows: readonly string[];
  /** How far it has read what it is made of, for a view. */
  readonly checkpoint?: number;
}

/** What can go wrong, the same for every architecture: a switch each. */
export type FaultSwitch =
  | { readonly kind: 'down'; readonly node: NodeId; readonly from: Time; readonly until: Time }
  | { readonly kind: 'cut'; readonly from: Time; readonly until: Time; readonly node: NodeId }
  /** Chances between 0 and 1, from the beginning on and until the time. */
  | {
      readonly kind: 'network';
      readonly loss?: number;
      readonly duplication?: number;
      readonly reordering?: number;
      readonly until: Time;
    };
