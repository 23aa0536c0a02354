import { electionStates } from '../../aeron/consensus/state.ts';
import type { Time, Trace, TraceEvent } from '../../sim/index.ts';
import { down, type Span, type SpanKind, type Timeline } from './timeline.ts';

interface Change {
  readonly at: Time;
  readonly state: string;
  readonly why: string;
}

/** @returns nothing when no node of the run tells of elections */
export function timelineOf({ events, nodes }: Trace): Timeline | undefined {
  const end = events.at(-1)?.at ?? 0;
  const rows = nodes.flatMap((member) => {
    const changes = events.flatMap((event) => changeIn(event, member));
    return changes.some(({ state }) => state !== down) ? [{ member, spans: spansOf(changes, end) }] : [];
  });
  return rows.length === 0 ? undefined : { end, rows };
}

const names: ReadonlySet<string> = new Set(electionStates);

/** A member notes every state that it comes to: `CANDIDATE_BALLOT: term 1`. */
function changeIn(event: TraceEvent, member: string): readonly Change[] {
  if (!('node' in event) || event.node !== member) return [];
  const { at } = event;
  if (event.kind === 'crash' || event.kind === 'stop') return [{ at, state: down, why: '' }];
  if (event.kind !== 'note') return [];
  const [, state = '', why = ''] = /^([A-Z_]+)(?:: (.*))?$/.exec(event.text) ?? [];
  return names.has(state) ? [{ at, state, why }] : [];
}

function spansOf(changes: readonly Change[], end: Time): readonly Span[] {
  const spans: Span[] = [];
  let passed: string[] = [];
  changes.forEach((change, index) => {
    const until = changes[index + 1]?.at ?? end;
    if (until === change.at && index < changes.length - 1) {
      passed.push(change.state);
      return;
    }
    const { at: from, state, why } = change;
    spans.push({ from, until, state, why, kind: kindOf(change), passed });
    passed = [];
  });
  return spans;
}

function kindOf({ state, why }: Change): SpanKind {
  if (state === down) return 'down';
  if (state === 'CLOSED') return why.startsWith('leads') ? 'leader' : 'follower';
  if (state.endsWith('_BALLOT')) return 'ballot';
  if (state.startsWith('LEADER_')) return 'to-lead';
  return state.startsWith('FOLLOWER_') ? 'to-follow' : 'asking';
}
