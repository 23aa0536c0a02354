import type { Trace } from '../sim/trace/trace.ts';

/** What stands in the console in place of a trace that the page draws. */
export function drawnLine({ events, omitted }: Trace): string {
  const all = events.length + omitted;
  const end = events.at(-1)?.at ?? 0;
  const cut = omitted > 0 ? `; the first ${count(events.length)} are drawn below.` : ', drawn below.';
  return `A run of ${all === 1 ? '1 event' : `${count(all)} events`} in ${count(end)} ms${cut}`;
}

/** Whether a line of an `.out` file says that its example draws: the page then keeps a place for the picture. */
export const isDrawnLine = (line: string): boolean =>
  /^A run of [\d,]+ events? in .*drawn below\.$/.test(line);

const count = (number: number) => number.toLocaleString('en');
