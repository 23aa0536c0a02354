import { type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';

/** What shipping itself knows to have happened. */
export type ShipmentEvent =
  | DomainEvent<'PackingStarted', { readonly order: number; readonly user: string }>
  | DomainEvent<'ParcelSent', { readonly order: number; readonly address: string }>;

export type ShipmentCommand =
  | { readonly kind: 'pack'; readonly order: number; readonly user: string }
  | { readonly kind: 'send-parcel'; readonly order: number; readonly address: string };

export type Shipment =
  | { readonly status: 'none' }
  | { readonly status: 'packing'; readonly order: number; readonly user: string }
  | { readonly status: 'sent'; readonly order: number; readonly user: string; readonly address: string };

/** One parcel for each order, however often it is asked for. */
export const shipments: Decider<Shipment, ShipmentCommand, ShipmentEvent> = {
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    const { order } = command;
    if (command.kind === 'pack')
      return state.status === 'none' ? [{ type: 'PackingStarted', data: { order, user: command.user } }] : [];
    return state.status === 'packing'
      ? [{ type: 'ParcelSent', data: { order, address: command.address } }]
      : [];
  },

  evolve(state, { type, data }) {
    if (type === 'PackingStarted') return { status: 'packing', ...data };
    return state.status === 'packing' ? { ...state, status: 'sent', address: data.address } : state;
  },
};
