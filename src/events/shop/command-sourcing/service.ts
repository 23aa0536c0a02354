import type { Effect } from '../../../sim/index.ts';
import type { RuleBook } from '../../command-journal.ts';
import type { Envelope } from '../../handle.ts';
import type { Customer } from '../deciders/customer.ts';
import type { ShopCommand, ShopQuery } from '../story.ts';
import type { Open } from './journaled.ts';
import type { CommandedMessage } from './messages.ts';

/** What each service has of its own, where all of them write commands down and carry them out. */
export interface Service<State, Command, Wish extends { readonly id: string }> {
  readonly book: RuleBook<State, Envelope<Command>, Wish>;
  /** Which of the rules are in force at first. */
  readonly rules: number;
  /** The user about whom `users` must be asked before the request can be written down. */
  asksAbout?(request: ShopCommand): string | undefined;
  commandOf(request: ShopCommand, customer?: Customer): Command | undefined;
  answer(query: ShopQuery, state: State): readonly string[] | undefined;
  describe?(state: State, user: string): Customer;
  /** The gateway: how a wish leaves the house. */
  send?(open: Open<Wish>): Effect<CommandedMessage, never>;
  /** What others say, as a command to be written down. */
  told?(message: CommandedMessage): Envelope<Command> | undefined;
}
