import type { Executed, RuleBook, Rules } from '../../command-journal.ts';
import { decideOn, fold, type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
import type { Envelope } from '../../handle.ts';
import type { Invoice, Parcel } from '../deeds.ts';
import { orders, type Order, type OrderCommand, type OrderEvent } from '../deciders/orders.ts';
import { users, type User, type UserCommand } from '../deciders/users.ts';
import { percentOf } from '../money.ts';
import type { Country } from '../story.ts';

/** What the service of the orders is told: by clients, and, as commands of their own, by everybody whom it has asked. */
export type OrderRequest =
  | OrderCommand
  | {
      readonly kind: 'learn-address';
      readonly order: number;
      readonly address: string;
      readonly country: Country;
    }
  | { readonly kind: 'learn-rate'; readonly order: number; readonly percent: number }
  | { readonly kind: 'note-invoiced'; readonly order: number };

/** What is wanted of others. The command that answers it has the same id, and so the journal tells what is still open. */
export type Wish =
  | { readonly kind: 'ask-address'; readonly id: string; readonly order: number; readonly user: string }
  | { readonly kind: 'ask-rate'; readonly id: string; readonly order: number; readonly country: Country }
  | { readonly kind: 'ship'; readonly id: string; readonly parcel: Parcel }
  | { readonly kind: 'bill'; readonly id: string; readonly invoice: Invoice };

/** Orders, or users, by number or name. */
export type Book<Entry> = Readonly<Record<string, Entry>>;

/** Both releases: a replay needs what was in force once. */
export const orderBook: RuleBook<Book<Order>, Envelope<OrderRequest>, Wish> = [
  orderRules(orders(1)),
  orderRules(orders(2)),
];

export const userBook: RuleBook<Book<User>, Envelope<UserCommand>, never> = [
  {
    initialState: () => ({}),
    execute: (book, { command }) => carryOut(users, book, command.user, command),
  },
];

function orderRules(
  decider: Decider<Order, OrderCommand, OrderEvent>,
): Rules<Book<Order>, Envelope<OrderRequest>, Wish> {
  return {
    initialState: () => ({}),

    execute(book, { command }) {
      const { order } = command;
      const known = book[order];
      const done = (...effects: Wish[]): Executed<Book<Order>, Wish> => ({
        kind: 'done',
        state: book,
        effects,
      });
      switch (command.kind) {
        case 'learn-address': {
          if (known === undefined || known.status === 'none') return done();
          const { item, user } = known;
          const { address, country } = command;
          return done(
            { kind: 'ship', id: `ship ${order}`, parcel: { order, item, user, address } },
            { kind: 'ask-rate', id: `rate for ${order}`, order, country },
          );
        }
        case 'learn-rate': {
          if (known === undefined || known.status === 'none') return done();
          const { user, total } = known;
          const tax = percentOf(total, command.percent);
          return done({ kind: 'bill', id: `bill ${order}`, invoice: { order, user, total, tax } });
        }
        case 'note-invoiced':
          return done();
        default: {
          const executed = carryOut(decider, book, String(order), command);
          if (executed.kind === 'refused' || command.kind !== 'pay-order') return executed;
          const { user } = executed.state[order] as Order & { readonly user: string };
          return { ...executed, effects: [{ kind: 'ask-address', id: `address for ${order}`, order, user }] };
        }
      }
    },
  };
}

/** The events of the decision make up the next state, and are gone then: what is kept is the command. */
function carryOut<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  book: Book<State>,
  key: string,
  command: Command,
): Executed<Book<State>, never> {
  const before = book[key] ?? decider.initialState();
  const decision = decideOn(decider, before, command);
  if (decision.kind === 'refused') return decision;
  return { kind: 'done', state: { ...book, [key]: fold(decider, decision.events, before) }, effects: [] };
}
