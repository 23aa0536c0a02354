import { taxRates, type Country } from '../story.ts';
import { event, type Telling } from './events.ts';
import { idIn, refer, type TaxRow } from './rows.ts';
import type { Service } from './service.ts';
import { done } from './task.ts';

export type TaxesTable = Readonly<Record<string, TaxRow>>;

const rates: readonly TaxRow[] = Object.entries(taxRates).map(([country, percent]) => ({
  country: country as Country,
  percent,
  version: 1,
}));

/** Owns the tax rates. They have not changed since the shop was opened. */
export const taxes = (telling: Telling): Service<TaxesTable> => ({
  table: Object.fromEntries(rates.map((rate) => [rate.country, rate])),
  // A thin event would tell nobody anything: whoever needs a rate asks for it.
  first:
    telling === 'thin'
      ? []
      : rates.map((rate) => event(telling, 'TaxRateSet', refer('tax', rate.country), rate)),
  carryOut: () => done(),
  row: (table, about) => table[idIn(about, 'tax') ?? ''],
});
