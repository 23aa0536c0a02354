import type { Time } from '../../sim/index.ts';

/** The state of a member that is not there. */
export const down = 'DOWN';

/** A run as the states of the election that each member goes through. */
export interface Timeline {
  readonly end: Time;
  readonly rows: readonly { readonly member: string; readonly spans: readonly Span[] }[];
}

export interface Span {
  readonly from: Time;
  readonly until: Time;
  /** The name of the state, or DOWN. */
  readonly state: string;
  readonly why: string;
  readonly kind: SpanKind;
  /** States that were passed at the same moment, and so have no length. */
  readonly passed: readonly string[];
}

export type SpanKind = 'asking' | 'ballot' | 'to-lead' | 'to-follow' | 'leader' | 'follower' | 'down';

/** `m0, 33 to 53 ms: CANDIDATE_BALLOT (term 0)` */
export function tellSpan(member: string, { from, until, state, why, passed }: Span): string {
  const what = state === down ? 'is down' : `${state}${why === '' ? '' : ` (${why})`}`;
  return `${member}, ${from} to ${until} ms: ${what}${passed.length === 0 ? '' : `, by way of ${passed.join(', ')}`}`;
}

/** Round times, five or so. */
export function ticksOf(end: Time): readonly Time[] {
  const step = [50, 100, 200, 500, 1_000, 2_000, 5_000].find((each) => end / each <= 6) ?? 10_000;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, nth) => nth * step);
}
