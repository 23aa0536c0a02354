import { Refused, type Decider } from './decider.ts';
import type { DomainEvent, RecordedEvent } from './event.ts';

/** A till that pays out no more than is in it, for the tests of the models. */
export type TillEvent = DomainEvent<'PaidIn' | 'PaidOut', { readonly cents: number }>;
export interface TillCommand {
  readonly kind: 'pay-in' | 'pay-out';
  readonly cents: number;
}
export interface Till {
  readonly cents: number;
}

export const paidIn = (cents: number): TillEvent => ({ type: 'PaidIn', data: { cents } });
export const paidOut = (cents: number): TillEvent => ({ type: 'PaidOut', data: { cents } });
export const payIn = (cents: number): TillCommand => ({ kind: 'pay-in', cents });
export const payOut = (cents: number): TillCommand => ({ kind: 'pay-out', cents });

/** To pay nothing is nothing to do. */
export const till: Decider<Till, TillCommand, TillEvent> = {
  initialState: () => ({ cents: 0 }),
  decide(state, { kind, cents }) {
    if (kind === 'pay-in') return cents === 0 ? [] : [paidIn(cents)];
    if (cents > state.cents) throw new Refused(`The till holds ${state.cents}, and ${cents} are wanted.`);
    return [paidOut(cents)];
  },
  evolve: (state, { type, data }) => ({
    cents: state.cents + (type === 'PaidIn' ? data.cents : -data.cents),
  }),
};

/** The events as they would stand in a store that holds nothing else. */
export const recorded = <Event extends DomainEvent>(
  events: readonly Event[],
  stream = 'till',
): RecordedEvent<Event>[] =>
  events.map((event, index) => ({
    event,
    stream,
    version: index + 1,
    position: index + 1,
    metadata: { id: `${stream}.${index + 1}` },
  }));
