import type { NodeId, Time, Trace } from '../../sim/index.ts';
import type { Architecture, StoreView } from './architecture.ts';
import { deletionsOf, type DeletionOutcome } from './outcome/deletions.ts';
import { ordersOf, type OrderOutcome } from './outcome/orders.ts';
import { requestsOf, type RequestOutcome } from './outcome/requests.ts';
import { lastStates } from './outcome/states.ts';

/** What came of a story: read from the trace, the writes in it and the states at its end. Nothing in it is known beforehand. */
export interface Outcome {
  readonly orders: readonly OrderOutcome[];
  readonly requests: readonly RequestOutcome[];
  readonly deletions: readonly DeletionOutcome[];
  readonly stores: readonly NodeStores[];
  /** Messages between services: all of them, and for each paid order those that its placing and its paying set off, on average. */
  readonly messages: { readonly all: number; readonly perPaidOrder: number | null };
  /** When the last thing happened. */
  readonly end: Time;
}

export interface NodeStores {
  readonly node: NodeId;
  readonly up: boolean;
  readonly stores: readonly StoreView[];
}

export function outcomeOf(architecture: Architecture, trace: Trace): Outcome {
  const requests = requestsOf(architecture, trace);
  const orders = ordersOf(architecture, trace, requests);
  const stores = storesOf(architecture, trace);
  const paid = orders.filter(({ paidAt }) => paidAt !== null);
  return {
    orders,
    requests,
    deletions: deletionsOf(requests, stores),
    stores,
    messages: {
      all: trace.events.filter((event) => event.kind === 'send' && event.role === 'message').length,
      perPaidOrder:
        paid.length === 0 ? null : paid.reduce((sum, { messages }) => sum + messages, 0) / paid.length,
    },
    end: trace.events.at(-1)?.at ?? 0,
  };
}

/** What every node keeps once the events of a trace have happened. */
export function storesOf(architecture: Architecture, trace: Trace, upTo = trace.events.length): NodeStores[] {
  const states = lastStates(trace, upTo);
  return trace.nodes.map((node) => {
    const state = states.get(node) ?? null;
    return { node, up: state !== null, stores: state === null ? [] : architecture.stores(node, state) };
  });
}
