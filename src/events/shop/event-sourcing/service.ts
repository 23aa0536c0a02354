import { send, type Append, type NodeId } from '../../../sim/index.ts';
import type { Decider } from '../../decider.ts';
import type { Metadata } from '../../event.ts';
import type { Envelope } from '../../handle.ts';
import type { Customer } from '../deciders/customer.ts';
import type { ShopCommand, ShopQuery } from '../story.ts';
import type { AddressBook } from './address-book.ts';
import type { ShopEvent, SourcedMessage } from './messages.ts';

/** What each service has of its own, where all of them decide, record facts, follow facts, and start anew from facts. */
export interface Service<State, Command, Event extends ShopEvent> {
  readonly decider: Decider<State, Command, Event>;
  streamOf(command: Command): string;
  /** Whose facts it follows. */
  readonly follows: readonly NodeId[];
  /** What it does about a fact of somebody else: a command to itself. */
  react?(event: ShopEvent): Command | undefined;

  /** The user about whom `users` must be asked before the request can be decided on. */
  asksAbout?(request: ShopCommand): string | undefined;
  /** A client's request as a command. @param customer who was asked about */
  commandOf?(request: ShopCommand, customer?: Customer): Command | undefined;
  answer?(query: ShopQuery, states: readonly State[]): readonly string[] | undefined;
  /** What it says about a user whom it owns. */
  describe?(state: State): Customer;

  /** What is begun and not finished, and what finishes it. */
  errand?(state: State, book: AddressBook): Errand<Command> | undefined;
  /** What it does about the answer to an errand's question. */
  commandOfAnswer?(message: SourcedMessage): Command | undefined;
  /** What is done to the world outside, once the facts say so. */
  deed?(state: State): Append | undefined;
}

export type Errand<Command> =
  | { readonly kind: 'do'; readonly command: Command }
  /** Something that it needs has not been heard yet. */
  | { readonly kind: 'wait' }
  | {
      readonly kind: 'ask';
      readonly to: NodeId;
      readonly question: (correlationId: string) => SourcedMessage;
    };

/** A command because of an event. Within what one request has set going there is one of each kind. */
export function answerTo<Command extends { readonly kind: string }>(
  { id: causationId, correlationId = causationId }: Metadata,
  command: Command,
): Envelope<Command> {
  return { id: `${correlationId}.${command.kind}`, command, causationId, correlationId };
}

export const questionOf = (
  { to, question }: Extract<Errand<unknown>, { readonly kind: 'ask' }>,
  { id, correlationId = id }: Metadata,
) => send(to, question(correlationId));
