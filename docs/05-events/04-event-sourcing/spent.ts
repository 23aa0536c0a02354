import type { DomainEvent, Upcasters } from '#course/events';

/** What a user has spent in all, as the code of today counts it: in cents. */
export type OrderPaid = DomainEvent<'OrderPaid', { cents: number }>;

export const spent = {
  initialState: () => 0,
  evolve: (cents: number, { data }: OrderPaid) => cents + data.cents,
};

/** Schema 1 had euros. The entry leads from there to schema 2. */
export const upcasters: Upcasters = {
  OrderPaid: [
    ({ euros }: { euros: number }) => ({ cents: Math.round(euros * 100) }),
  ],
};
