import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../grading/node/root.ts';
import { runText } from '../ScenarioFigure/run.ts';
import { moved } from './selection.ts';
import { timelineOf } from './spans.ts';
import { tellSpan, ticksOf } from './timeline.ts';

const traceOf = (path: string) => runText(readFileSync(`${root}/src/${path}.scenario`, 'utf8')).trace;
const timeline = timelineOf(traceOf('aeron/scenarios/election-states'))!;

describe('the timeline of an election', () => {
  it('has a row for each member, and bars without a gap from its start to the end of the run', () => {
    expect(timeline.rows.map(({ member }) => member)).toEqual(['m0', 'm1', 'm2']);
    for (const { spans } of timeline.rows) {
      expect([spans[0]!.from, spans.at(-1)!.until]).toEqual([0, timeline.end]);
      spans.slice(1).forEach((span, index) => expect(span.from).toBe(spans[index]!.until));
    }
  });

  it('tells the states of the leader that dies and comes back', () => {
    expect(timeline.rows[0]!.spans.map(({ state, kind }) => `${state} ${kind}`)).toEqual([
      'CANVASS asking',
      'NOMINATE asking',
      'CANDIDATE_BALLOT ballot',
      'LEADER_LOG_REPLICATION to-lead',
      'CLOSED leader',
      'DOWN down',
      'CANVASS asking',
      'FOLLOWER_CATCHUP to-follow',
      'CLOSED follower',
    ]);
  });

  it('keeps the states that are passed in no time with the one that they lead to', () => {
    const leads = timeline.rows[0]!.spans[4]!;
    expect(tellSpan('m0', leads)).toBe(
      `m0, ${leads.from} to ${leads.until} ms: CLOSED (leads term 0), by way of LEADER_REPLAY, LEADER_INIT, LEADER_READY`,
    );
  });

  it('is none where nobody holds elections of this kind', () => {
    expect(timelineOf(traceOf('raft/scenarios/election'))).toBeUndefined();
  });

  it('has a few round times below it', () => {
    expect(ticksOf(1_700)).toEqual([0, 500, 1_000, 1_500]);
    expect(ticksOf(260)).toEqual([0, 50, 100, 150, 200, 250]);
  });
});

describe('an arrow key', () => {
  const at = { row: 0, span: 4 };

  it('goes to the state before and after, and no further than there are any', () => {
    expect(moved(timeline, at, 'ArrowRight')).toEqual({ row: 0, span: 5 });
    expect(moved(timeline, { row: 0, span: 0 }, 'ArrowLeft')).toEqual({ row: 0, span: 0 });
    expect(moved(timeline, at, 'End')).toEqual({ row: 0, span: 8 });
    expect(moved(timeline, at, 'x')).toBeUndefined();
  });

  it('goes to what another member did at the time', () => {
    const below = moved(timeline, at, 'ArrowDown')!;
    const span = timeline.rows[1]!.spans[below.span]!;
    expect(below.row).toBe(1);
    expect(span.from).toBeLessThanOrEqual(timeline.rows[0]!.spans[4]!.from);
    expect(moved(timeline, { row: 2, span: 0 }, 'ArrowDown')).toEqual({ row: 2, span: 0 });
  });
});
