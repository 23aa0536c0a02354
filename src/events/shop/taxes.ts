import { send, type Program } from '../../sim/index.ts';
import { taxRates, type Country } from './story.ts';

export type RateMessage = RateOf | Rate;

export interface RateOf {
  readonly kind: 'rate-of';
  readonly country: Country;
  readonly order: number;
  readonly correlationId: string;
}

export interface Rate extends Omit<RateOf, 'kind'> {
  readonly kind: 'rate';
  readonly percent: number;
}

/** Owns the tax rates. It answers, and remembers nothing. */
export const taxes: Program<null, RateMessage, unknown, never> = {
  init: () => null,
  step: (state, input) => {
    if (input.kind !== 'message' || input.message.kind !== 'rate-of') return { state, effects: [] };
    const { message, from } = input;
    return {
      state,
      effects: [send(from, { ...message, kind: 'rate', percent: taxRates[message.country] })],
    };
  },
};
