import type { NodeId, Time, Trace } from '../../../sim/index.ts';
import type { Architecture, KnownOrder } from '../architecture.ts';
import type { Invoice, Parcel } from '../deeds.ts';
import { orderOfLine } from '../lines.ts';
import type { ShopQuery } from '../story.ts';
import type { RequestOutcome } from './requests.ts';
import { heldSince, statesOf, type StateChange } from './states.ts';

/** An order that its service took on. What was refused is among the requests. */
export interface OrderOutcome extends KnownOrder {
  /** Since when its service has known that it is paid. */
  readonly paidAt: Time | null;
  readonly parcels: readonly ParcelOutcome[];
  readonly invoices: readonly InvoiceOutcome[];
  /** How many messages between services go back to its placing and its paying. */
  readonly messages: number;
  readonly seen: readonly Sighting[];
}

export interface ParcelOutcome extends Parcel {
  readonly at: Time;
  /** Where the users service knew the user to live at that moment; null when it knew nobody of the name. */
  readonly home: string | null;
}

export interface InvoiceOutcome extends Invoice {
  readonly at: Time;
}

/** When a node that answers a query began to show the order. */
export interface Sighting {
  readonly query: ShopQuery['kind'];
  readonly node: NodeId;
  readonly at: Time | null;
  /** How long after being paid; null when it is not shown, or not paid. */
  readonly lag: Time | null;
}

const queries: readonly ShopQuery[] = [{ kind: 'list-shipped' }, { kind: 'show-revenue' }];

export function ordersOf(
  architecture: Architecture,
  trace: Trace,
  requests: readonly RequestOutcome[],
): OrderOutcome[] {
  const owner = statesOf(trace, 'orders');
  const parcels = parcelsOf(architecture, trace);
  const invoices = written<Invoice>(trace, 'invoices');
  const screens = screensOf(architecture, trace);
  return architecture.orders(owner.at(-1)?.state ?? null).map((known) => {
    const { order, item, user, total, paid } = known;
    const paidAt = heldSince(owner, (state) =>
      architecture.orders(state).some((each) => each.order === order && each.paid),
    );
    return {
      order,
      item,
      user,
      total,
      paid,
      paidAt,
      parcels: parcels.filter((each) => each.order === order),
      invoices: invoices.filter((each) => each.order === order),
      messages: requests
        .filter(({ request }) => 'order' in request && request.order === order)
        .reduce((sum, { messages }) => sum + messages, 0),
      seen: screens.map(({ query, node, shows }) => {
        const at = heldSince(shows, (shown) => (shown as ReadonlySet<number | null>).has(order));
        return { query, node, at, lag: at === null || paidAt === null ? null : Math.max(0, at - paidAt) };
      }),
    };
  });
}

function parcelsOf(architecture: Architecture, trace: Trace): ParcelOutcome[] {
  const owner = statesOf(trace, 'users');
  return written<Parcel>(trace, 'parcels').map((parcel) => {
    const then = owner.findLast(({ at }) => at <= parcel.at);
    const home = architecture.users(then?.state ?? null).find(({ user }) => user === parcel.user);
    return { ...parcel, home: home?.address ?? null };
  });
}

/** What was appended under a key, and reached the disk. */
const written = <Deed>({ events }: Trace, key: string): (Deed & { readonly at: Time })[] =>
  events.flatMap((event) =>
    event.kind === 'write' && event.key === key && event.append
      ? [{ ...(event.value as Deed), at: event.at }]
      : [],
  );

/** What every reader shows, from moment to moment: the orders in its answer. */
function screensOf(architecture: Architecture, trace: Trace) {
  return queries.flatMap((query) =>
    architecture.readers(query).map((node) => ({
      query: query.kind,
      node,
      shows: statesOf(trace, node).map(({ at, state }): StateChange => ({
        at,
        state: new Set(architecture.answer(query, node, state).map(orderOfLine)),
      })),
    })),
  );
}
