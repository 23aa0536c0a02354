import {
  append,
  note,
  persist,
  reply,
  send,
  setTimer,
  type Disk,
  type Effect,
  type Input,
  type NodeId,
  type Program,
  type Request,
} from '../../../sim/index.ts';
import { fold, type Decider } from '../../decider.ts';
import { readStream } from '../../event-store.ts';
import type { Envelope } from '../../handle.ts';
import { requestId } from '../architecture.ts';
import type { Customer } from '../deciders/customer.ts';
import type { ShopCommand, ShopQuery, ShopReply, ShopRequest } from '../story.ts';
import { ask, startingAt, take, type AddressBook, type Following } from './following.ts';
import { emptyLog, obey, offer, openLog, statesOf, streamsOf, type Log } from './log.ts';
import type { ShopEvent, SourcedMessage } from './messages.ts';

/** What is the service's own, where all of them record facts, follow facts and start anew from facts. */
export interface Service<State, Command extends { readonly kind: string }, Event extends ShopEvent> {
  readonly decider: Decider<State, Command, Event>;
  streamOf(command: Command): string;
  readonly follows: readonly NodeId[];
  /** What it does about a fact of somebody whom it follows: a command to itself. */
  react?(event: ShopEvent): Command | undefined;
  /** A client's request as a command. Where it depends on who asks, that is asked first: the user's name. */
  commandOf?(request: ShopCommand, customer?: Customer): Command | string | undefined;
  answer?(query: ShopQuery, states: readonly State[]): readonly string[];
  describe?(state: State): Customer;
  /** What is begun and not finished: whom it asks for what is still to be known, or the command that finishes it. */
  errand?(state: State, known: AddressBook): Errand<Command> | 'later' | undefined;
  commandOfAnswer?(message: SourcedMessage): Command | undefined;
  /** What is done to the world outside once the facts say so. The key under which it is done, and what. */
  deed?(state: State): { readonly key: string; readonly record: { readonly order: number } } | undefined;
}

export type Errand<Command> =
  | { readonly kind: 'do'; readonly command: Command }
  | { readonly kind: 'ask'; readonly to: NodeId; ask(correlationId: string): SourcedMessage };

export interface SourcedState<State = unknown, Event extends ShopEvent = ShopEvent> {
  readonly log: Log<State, Event>;
  readonly following: Following;
  /** Requests that wait to hear who the customer is. Memory only: a client without an answer asks again. */
  readonly waiting: readonly Pick<Request<ShopCommand>, 'client' | 'request' | 'command'>[];
}

/** How long a thing takes that is done by hand, and after which it is tried again. */
const errandAfter = 40;
