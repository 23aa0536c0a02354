import { printCents } from './money.ts';
import type { Country } from './story.ts';

/** The lines of the answers to queries, the same under every architecture, so that two readers can be compared. */

export const userLine = (user: {
  readonly user: string;
  readonly address: string;
  readonly country: Country;
}): string => `${user.user}: ${user.address}, ${user.country}`;

export const shippedLine = (order: {
  readonly order: number;
  readonly item: string;
  readonly user: string;
}): string => `order ${order.order}: ${order.item} for ${order.user}`;

export const revenueLine = (invoice: {
  readonly order: number;
  readonly total: number;
  readonly tax: number;
}): string => `order ${invoice.order}: ${printCents(invoice.total)} + ${printCents(invoice.tax)} tax`;

/** One line for each invoice, and the sum without tax. */
export const revenueLines = (
  invoices: readonly { readonly order: number; readonly total: number; readonly tax: number }[],
): string[] => [
  ...inOrder(invoices).map(revenueLine),
  `in all ${printCents(invoices.reduce((sum, { total }) => sum + total, 0))}`,
];

export const inOrder = <Row extends { readonly order: number }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((one, other) => one.order - other.order);

/** Which order a line of an answer is about. */
export const orderOfLine = (line: string): number | null => {
  const [, order] = /^order (\d+):/.exec(line) ?? [];
  return order === undefined ? null : Number(order);
};

const amounts: Readonly<Record<string, string>> = { cents: 'price', total: 'total', tax: 'tax' };

/** A record in a line: `order 1, item lamp, price 40.00`. What is not so, or not known yet, is left out. */
export const recordLine = (record: object): string =>
  Object.entries(record)
    .flatMap(([name, value]: [string, unknown]) => {
      if (value === null || value === false) return [];
      if (value === true) return [name];
      const amount = typeof value === 'number' ? amounts[name] : undefined;
      return [amount === undefined ? `${name} ${String(value)}` : `${amount} ${printCents(value as number)}`];
    })
    .join(', ');
