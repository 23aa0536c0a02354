const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
  ['year', Infinity],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago, in words: `3 hours ago`, `yesterday`. Both in milliseconds since 1970. */
export function agoInWords(then: number, now: number): string {
  let amount = Math.max(0, now - then) / 1000;
  if (amount < 45) return 'moments ago';
  for (const [unit, size] of steps) {
    if (Math.round(amount) < size) return relative.format(-Math.round(amount), unit);
    amount /= size;
  }
  throw new Error('unreachable: a year has no next step');
}
