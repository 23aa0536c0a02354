import { deployFix } from '../../events/shop/history/deploy-fix.ts';
import { rebuild } from '../../events/shop/history/rebuild.ts';
import type { Outcome } from '../../events/shop/outcome.ts';
import type { ShopRun } from '../../events/shop/run.ts';
import type { Time } from '../../sim/index.ts';

/** A row of the comparison: asked of every run alike, and answered from what came of it. */
export interface Question {
  readonly asks: string;
  /** How the answer is measured. */
  readonly measured: string;
  answer(run: ShopRun): Answer;
}

export interface Answer {
  readonly text: string;
  /** More of it, in a smaller hand. */
  readonly detail?: string;
  /** Somebody was let down. */
  readonly isBad: boolean;
}

const good = (text: string, detail?: string): Answer => ({ text, isBad: false, ...(detail && { detail }) });
const bad = (text: string, detail?: string): Answer => ({ ...good(text, detail), isBad: true });

export const questions: readonly Question[] = [
  {
    asks: 'Paid orders that were shipped and billed',
    measured:
      'Orders that orders knows as paid in the end, with a parcel and an invoice on the disks of shipping and invoicing.',
    answer({ outcome }) {
      const paid = paidOrders(outcome);
      const done = paid.filter(({ parcels, invoices }) => parcels.length > 0 && invoices.length > 0);
      const text = `${done.length} of ${paid.length}`;
      return done.length === paid.length ? good(text) : bad(text);
    },
  },
  {
    asks: 'Shipped or billed twice',
    measured: 'Orders with two parcels or more, or two invoices or more.',
    answer({ outcome: { orders } }) {
      const twice = orders.filter(({ parcels, invoices }) => parcels.length > 1 || invoices.length > 1);
      return twice.length === 0 ? good('none') : bad(ordersIn(twice));
    },
  },
  {
    asks: 'Parcels sent to an old address',
    measured: 'The address on each parcel, beside the one that users knew at the moment in which it left.',
    answer({ outcome: { orders } }) {
      const astray = orders.filter(({ parcels }) =>
        parcels.some(({ address, home }) => home !== null && address !== home),
      );
      return astray.length === 0 ? good('none') : bad(ordersIn(astray));
    },
  },
  {
    asks: 'Longest wait for a parcel',
    measured: 'From the moment in which orders knew of the payment until the parcel left.',
    answer({ outcome }) {
      return longest(
        paidOrders(outcome).map(({ paidAt, parcels: [first] }) => first && Math.max(0, first.at - paidAt!)),
      );
    },
  },
  {
    asks: 'Longest until every reader shows a parcel',
    measured:
      'From the moment in which it left until each node that answers “list shipped” lists it, and goes on doing so.',
    answer({ outcome }) {
      return longest(
        outcome.orders.flatMap(({ parcels: [first], seen }) =>
          first
            ? seen
                .filter(({ query }) => query === 'list-shipped')
                .map(({ at }) => (at === null ? undefined : Math.max(0, at - first.at)))
            : [],
        ),
      );
    },
  },
  {
    asks: 'Longest wait for an answer',
    measured:
      'From a request of the story until its answer is heard. Whoever hears nothing asks again after 200 ms.',
    answer({ outcome: { requests } }) {
      const again = requests.filter(({ tries }) => tries > 1).length;
      const { text, isBad } = longest(
        requests.map(({ at, repliedAt }) => (repliedAt === null ? undefined : repliedAt - at)),
      );
      return { text, isBad, ...(again > 0 && { detail: `${again} asked again` }) };
    },
  },
  {
    asks: 'Messages for a paid order',
    measured:
      'Messages between services that go back to its placing or its paying, repeated ones too, on average.',
    answer: ({ outcome: { messages } }) =>
      good(messages.perPaidOrder === null ? 'no order was paid' : messages.perPaidOrder.toFixed(1)),
  },
  {
    asks: 'Who else holds addresses',
    measured: 'Nodes other than users with an address of the story in a store, in the end.',
    answer: (run) => good(listOf(holdersOf(run)) || 'nobody'),
  },
  {
    asks: 'Deletions whose cause is on record',
    measured: 'Users who were deleted, with a row in some store that names them and who wanted it.',
    answer({ outcome: { deletions } }) {
      const told = deletions.filter(({ toldBy }) => toldBy.length > 0);
      const where = listOf([...new Set(told.flatMap(({ toldBy }) => toldBy))]);
      const text = `${told.length} of ${deletions.length}`;
      return told.length === deletions.length ? good(text, where) : bad(text, where);
    },
  },
  {
    asks: 'Refused requests that are on record',
    measured:
      'Requests that were answered with a refusal, with a row in some store that names them and says so.',
    answer({ outcome: { requests, stores } }) {
      const refused = requests.filter(({ reply }) => reply?.kind === 'refused');
      const rows = stores.flatMap(({ node, stores }) =>
        stores.flatMap(({ name, rows }) => rows.map((row) => ({ row, store: `${node}: ${name}` }))),
      );
      const kept = refused.flatMap(({ id }) =>
        rows.filter(({ row }) => row.includes(`(${id},`) && /\brefused\b/.test(row)).slice(0, 1),
      );
      return good(
        `${kept.length} of ${refused.length}`,
        listOf([...new Set(kept.map(({ store }) => store))]),
      );
    },
  },
  {
    asks: 'What replaying under release 2 changes',
    measured:
      'Release 2 takes 10 % off from 100.00 on, and not only above. All that is on record of the orders is gone through once more under it, and compared entry by entry.',
    answer(run) {
      const found = deployFix(run, { gate: false });
      if (found.kind === 'nothing-to-replay') return good('no record to replay');
      const { history, contradictions } = found;
      const changed = history.filter(({ differs }) => differs).length;
      const text = `${changed} of ${history.length} entries`;
      return contradictions.length === 0 ? good(text) : bad(text, contradictions.join(' '));
    },
  },
  {
    asks: 'Can the past be rebuilt?',
    measured: 'Users and orders as they were at half-time, made anew of what is on record in the end.',
    answer(run) {
      const found = rebuild(run, Math.floor(run.outcome.end / 2));
      return found.kind === 'rebuilt'
        ? good('yes', `from ${found.entries} entries`)
        : good('no', 'overwritten');
    },
  },
];

const paidOrders = ({ orders }: Outcome) => orders.filter(({ paidAt }) => paidAt !== null);

const ordersIn = (orders: readonly { readonly order: number }[]): string =>
  `order${orders.length === 1 ? '' : 's'} ${orders.map(({ order }) => order).join(', ')}`;

/** Undefined stands for what never came. */
function longest(spans: readonly (Time | undefined)[]): Answer {
  const open = spans.filter((span) => span === undefined).length;
  if (open > 0) return bad('for ever', `${open} of ${spans.length}`);
  return good(spans.length === 0 ? 'nothing to wait for' : `${Math.max(...(spans as Time[]))} ms`);
}

function holdersOf({ story, outcome: { stores } }: ShopRun): readonly string[] {
  const addresses = story.flatMap(({ request }) => ('address' in request ? [request.address] : []));
  if (addresses.length === 0) return [];
  const names = new RegExp(`\\b(?:${addresses.join('|')})\\b`);
  return stores
    .filter(
      ({ node, stores }) =>
        node !== 'users' && stores.some(({ rows }) => rows.some((row) => names.test(row))),
    )
    .map(({ node }) => node);
}

const listOf = (names: readonly string[]): string => names.join(', ');
