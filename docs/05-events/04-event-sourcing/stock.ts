import { Refused, type Decider, type DomainEvent } from '#course/events';

export interface Reserve {
  readonly order: number;
}

export type StockEvent =
  | DomainEvent<'LampsArrived', { lamps: number }>
  | DomainEvent<'LampReserved', { order: number }>;

/** The state is the number of lamps that are free. */
export const stock: Decider<number, Reserve, StockEvent> = {
  initialState: () => 0,
  decide(free, { order }) {
    if (free < 1) throw new Refused(`There is no lamp for order ${order}.`);
    return [{ type: 'LampReserved', data: { order } }];
  },
  evolve: (free, event) =>
    event.type === 'LampsArrived' ? free + event.data.lamps : free - 1,
};
