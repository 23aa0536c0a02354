// caught by: an order that names an address › waits for no customer, and asks not whether there is one
/**
 * Write the shipping service of a shop whose events carry state. An event about
 * a customer holds all that there is to know, so shipping keeps a copy of it
 * and asks nobody: it ships also while `users` and `orders` are down.
 *
 * - Events come at least once, and in any order. A copy is never older than
 *   the newest event that has come: the version of a customer goes up by one
 *   with each event about it, and says which of two is newer. Each event is
 *   whole, so an event that is missing between need not be waited for.
 * - A customer that is deleted leaves its version behind, without an address.
 *   An older event that comes late does not bring it back; a newer one does.
 * - An order that names an address is shipped there, at once, whoever its
 *   customer is and wherever he moves: what is written on it is frozen.
 * - An order that names none goes to where its customer lives when it leaves,
 *   as far as shipping knows. Its customer was at a certain version when it was
 *   placed. It waits until the copy has come so far: an older copy, or none,
 *   says nothing about this order.
 * - Orders that wait for one event are let go together, the one that was heard
 *   of first ahead. If the customer is deleted by then, they are refunded.
 * - Each order is shipped or refunded once. It is known by its number.
 * - An event that you do not know changes nothing.
 * - The state that comes in is never changed. State and effects are kept in one
 *   go, so that a crash has no place between them.
 */

export type Event =
  | {
      readonly type: 'CustomerRegistered' | 'CustomerMoved';
      readonly data: {
        readonly customer: string;
        /** 1 for the first event about this customer. */
        readonly version: number;
        readonly address: string;
      };
    }
  | {
      readonly type: 'CustomerDeleted';
      readonly data: { readonly customer: string; readonly version: number };
    }
  | { readonly type: 'OrderPaid'; readonly data: PaidOrder }
  /** There are more, and there will be others. */
  | { readonly type: 'OrderInvoiced'; readonly data: unknown };

export interface PaidOrder {
  readonly order: number;
  readonly customer: string;
  /** At which version its customer was when it was placed. */
  readonly customerVersion: number;
  /** The address that is written on it; null: to the customer. */
  readonly deliverTo: string | null;
}

/** What shipping has heard of a customer. */
export interface Copy {
  readonly version: number;
  /** Null when the customer is deleted. */
  readonly address: string | null;
}

export interface State {
  readonly customers: Readonly<Record<string, Copy>>;
  /** Orders that wait, the one that was heard of first ahead. */
  readonly waiting: readonly PaidOrder[];
  /** Numbers of the orders that are shipped or refunded. */
  readonly settled: readonly number[];
}

export type Effect =
  | { readonly kind: 'ship'; readonly order: number; readonly address: string }
  | { readonly kind: 'refund'; readonly order: number };

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const nothingHeard: State = { customers: {}, waiting: [], settled: [] };

/** Given: an event is delivered, for the first time or again. */
export function onEvent(state: State, event: Event): Step {
  switch (event.type) {
    case 'CustomerRegistered':
    case 'CustomerMoved': {
      const { customer, version, address } = event.data;
      return onCustomer(state, customer, { version, address });
    }
    case 'CustomerDeleted': {
      const { customer, version } = event.data;
      return onCustomer(state, customer, { version, address: null });
    }
    case 'OrderPaid':
      return onOrder(state, event.data);
    default:
      return { state, effects: [] };
  }
}

/** What becomes of an order by these copies; null: it has to wait. */
function fateOf(
  { order, customer, customerVersion, deliverTo }: PaidOrder,
  customers: State['customers'],
): Effect | null {
  const copy = customers[customer];
  if (copy && copy.version < customerVersion) return null;
  if (deliverTo !== null) return { kind: 'ship', order, address: deliverTo };
  if (!copy) return null;
  const { address } = copy;
  if (address === null) return { kind: 'refund', order };
  return { kind: 'ship', order, address };
}

/** The newest of a customer, or something older. */
function onCustomer(state: State, customer: string, heard: Copy): Step {
  const known = state.customers[customer]?.version ?? 0;
  if (heard.version <= known) return { state, effects: [] };
  const customers = { ...state.customers, [customer]: heard };
  const effects = state.waiting
    .map((order) => fateOf(order, customers))
    .filter((fate) => fate !== null);
  const settled = effects.map(({ order }) => order);
  const waiting = state.waiting.filter(({ order }) => !settled.includes(order));
  return {
    state: { customers, waiting, settled: [...state.settled, ...settled] },
    effects,
  };
}

/** An order is paid. */
function onOrder(state: State, paid: PaidOrder): Step {
  const { order } = paid;
  const known = [...state.waiting.map((each) => each.order), ...state.settled];
  if (known.includes(order)) return { state, effects: [] };
  const fate = fateOf(paid, state.customers);
  if (!fate) {
    return {
      state: { ...state, waiting: [...state.waiting, paid] },
      effects: [],
    };
  }
  return {
    state: { ...state, settled: [...state.settled, order] },
    effects: [fate],
  };
}
