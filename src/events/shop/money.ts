/** `100.00` */
export const printCents = (cents: number): string =>
  `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** @param words as in `100.00`, already known to be of this shape */
export const readCents = (words: string): number => Number(words.replace('.', ''));

/** In whole cents, half a cent up. */
export const percentOf = (cents: number, percent: number): number => Math.floor((cents * percent + 50) / 100);
