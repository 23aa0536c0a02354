import { replay, type Replayed } from '../../command-journal.ts';
import type { Envelope } from '../../handle.ts';
import { orderBook, type Book, type OrderRequest, type Wish } from '../command-sourcing/rules.ts';
import { isPaid, orders, type Order, type OrderEvent } from '../deciders/orders.ts';
import { stateAt, statesOf } from '../event-sourcing/log.ts';
import { printCents } from '../money.ts';
import type { ShopRun } from '../run.ts';
import { orderLines } from './lines.ts';
import { eventsOf, journalOf } from './record.ts';

/** What became of the history of the orders when release 2 was deployed and what is on record was gone through once more. */
export type Deployed =
  | {
      readonly kind: 'replayed';
      readonly history: readonly SideBySide[];
      readonly orders: readonly SideBySide[];
      /** Where the replay says something else than an invoice that is in the post. */
      readonly contradictions: readonly string[];
    }
  | { readonly kind: 'nothing-to-replay'; readonly sentence: string };

export interface SideBySide {
  readonly before: string;
  readonly after: string;
  readonly differs: boolean;
}

type Past = Pick<ShopRun, 'architecture' | 'trace' | 'outcome'>;

/** @param gate whether each command is carried out under the rules of its day. Facts need no gate: nothing is decided again */
export function deployFix(past: Past, { gate }: { readonly gate: boolean }): Deployed {
  switch (past.architecture.name) {
    case 'event-sourcing':
      return refold(past);
    case 'command-sourcing':
      return reexecute(past, gate);
    case 'notification':
    case 'carried-state':
    case 'cqrs':
      return {
        kind: 'nothing-to-replay',
        sentence:
          'The tables keep totals, and neither the requests nor the facts that led to them. Release 2 decides on what is ordered from now on; what was wrong before stays in its row until somebody corrects it by hand.',
      };
  }
}

function refold({ trace, outcome }: Past): Deployed {
  const events = eventsOf<OrderEvent>(trace, 'orders');
  const log = { store: { events }, snapshots: {} };
  const history = (release: 1 | 2) =>
    events.map(({ stream, version, position, event }) => {
      const state = stateAt(orders(release), log, stream, version);
      return `${position} ${event.type} ${event.data.order} → ${standing(state)}`;
    });
  const states = (release: 1 | 2) => [...statesOf(orders(release), log).values()];
  return compared(history(1), history(2), states(1), states(2), outcome);
}

function reexecute({ trace, outcome }: Past, gate: boolean): Deployed {
  const journal = journalOf<OrderRequest>(trace, 'orders');
  const before = replay(orderBook, journal);
  const after = replay(orderBook, journal, gate ? 'recorded' : 2);
  return compared(
    tellOutcomes(before),
    tellOutcomes(after),
    Object.values(before.state),
    Object.values(after.state),
    outcome,
  );
}

const tellOutcomes = ({ outcomes }: Replayed<Book<Order>, Envelope<OrderRequest>, Wish>) =>
  outcomes.map(
    ({
      entry: {
        position,
        command: { command },
      },
      outcome,
    }) => {
      // prettier-ignore
      const asked = `${position} ${command.kind} ${command.order}`;
      if (outcome.kind === 'refused') return `${asked} → refused: ${outcome.sentence}`;
      const order = outcome.state[command.order];
      const wishes = outcome.effects.map((wish) => `, ${tellWish(wish)}`).join('');
      return `${asked} → ${order ? standing(order) : 'nothing'}${wishes}`;
    },
  );

const tellWish = (wish: Wish): string =>
  wish.kind === 'bill'
    ? `bill ${printCents(wish.invoice.total)} + ${printCents(wish.invoice.tax)} tax`
    : wish.id;

const standing = (order: Order): string =>
  order.status === 'none' ? 'nothing' : `${order.status}, ${printCents(order.total)}`;

function compared(
  before: readonly string[],
  after: readonly string[],
  statesBefore: readonly Order[],
  statesAfter: readonly Order[],
  { orders: outcomes }: Past['outcome'],
): Deployed {
  return {
    kind: 'replayed',
    history: sideBySide(before, after),
    orders: sideBySide(orderLines(statesBefore), orderLines(statesAfter)),
    contradictions: statesAfter.filter(isPaid).flatMap(({ order, total }) => {
      const invoices = outcomes.find((each) => each.order === order)?.invoices ?? [];
      return invoices
        .filter((invoice) => invoice.total !== total)
        .map(
          (invoice) =>
            `Order ${order} was invoiced at ${printCents(invoice.total)}, and the replay says ${printCents(total)}.`,
        );
    }),
  };
}

const sideBySide = (before: readonly string[], after: readonly string[]): readonly SideBySide[] =>
  before.map((line, index) => {
    const other = after[index] ?? '';
    return { before: line, after: other, differs: line !== other };
  });
