import type { Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
import type { Parcel } from '../deeds.ts';

type Asked = Omit<Parcel, 'address'>;

/** What shipping itself knows to have happened. */
export type ShipmentEvent =
  | DomainEvent<'PackingStarted', Asked>
  | DomainEvent<'ParcelSent', { readonly order: number; readonly address: string }>;

export type ShipmentCommand =
  | (Asked & { readonly kind: 'pack' })
  | { readonly kind: 'send-parcel'; readonly order: number; readonly address: string };

export type Shipment =
  | { readonly status: 'none' }
  | (Asked & { readonly status: 'packing' })
  | (Parcel & { readonly status: 'sent' });

/** One parcel for each order, however often it is asked for. */
export const shipments: Decider<Shipment, ShipmentCommand, ShipmentEvent> = {
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    if (command.kind === 'pack') {
      const { order, item, user } = command;
      return state.status === 'none' ? [{ type: 'PackingStarted', data: { order, item, user } }] : [];
    }
    const { order, address } = command;
    return state.status === 'packing' ? [{ type: 'ParcelSent', data: { order, address } }] : [];
  },

  evolve(state, { type, data }) {
    if (type === 'PackingStarted') return { status: 'packing', ...data };
    return state.status === 'packing' ? { ...state, status: 'sent', address: data.address } : state;
  },
};
