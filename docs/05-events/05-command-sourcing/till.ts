import { printCents, type RuleBook } from '#course/events';

export interface Pay {
  readonly order: number;
  readonly cents: number;
  /** Percent, if it was written down. */
  readonly rate?: number;
}

export interface Charge {
  readonly order: number;
  readonly cents: number;
}

/** The world outside: its answer changes, and nobody is told. */
export const taxOffice = { rate: 19 };

/** By order: what it costs, tax included. */
type Totals = Readonly<Record<number, number>>;

export const book: RuleBook<Totals, Pay, Charge> = [
  {
    initialState: () => ({}),
    execute(totals, { order, cents, rate = taxOffice.rate }) {
      const total = cents + Math.round((cents * rate) / 100);
      const state = { ...totals, [order]: total };
      return { kind: 'done', state, effects: [{ order, cents: total }] };
    },
  },
];

/** Also outside. It knows a charge by its id, and remembers ids for a day. */
const today = new Set<string>();
export const bank = {
  charge(id: string, { order, cents }: Charge): void {
    if (today.has(id)) return console.log(`the bank knows ${id} already`);
    today.add(id);
    const what = `order ${order} with ${printCents(cents)}`;
    console.log(`the bank charges ${what}, as ${id}`);
  },
  sleep: () => today.clear(),
};
