import { describe, expect, it } from 'vitest';
import type { NodeId, Trace, TraceEvent } from '../../sim/index.ts';
import { createJudge, linearizability, rulesOfTheWorld } from './judge.ts';

const traceOf = (...events: readonly TraceEvent[]): Trace => ({
  version: 1,
  seed: 1,
  nodes: ['n1', 'n2'],
  clients: ['c1', 'c2'],
  script: [],
  events,
  omitted: 0,
});

const leads = (node: NodeId, currentTerm: number, at: number): TraceEvent => ({
  kind: 'timer',
  node,
  at,
  timer: 'election',
  state: { currentTerm, votedFor: node, log: [], role: 'leader', commitIndex: 0, lastApplied: 0 },
});

const asked = (client: NodeId, at: number, command: string): TraceEvent => ({
  kind: 'invoke',
  node: client,
  at,
  to: 'n1',
  request: at,
  command,
});
const answered = (client: NodeId, request: number, at: number, output: number | null): TraceEvent => ({
  kind: 'return',
  node: client,
  at,
  from: 'n1',
  request,
  reply: { kind: 'done', output },
});

/** Two leaders of a term; later a read that misses a write; later still a program that breaks down. */
const events = [
  leads('n1', 1, 5),
  asked('c1', 10, 'set x 1'),
  leads('n2', 1, 15),
  answered('c1', 10, 20, 1),
  asked('c2', 30, 'get x'),
  answered('c2', 30, 40, null),
  asked('c2', 50, 'get x'),
  answered('c2', 50, 60, null),
  { kind: 'broke', node: 'n1', at: 70, sentence: 'n1 threw.' },
] as const satisfies readonly TraceEvent[];

describe('the judge', () => {
  it('finds the first breach of each promise, and where it is', () => {
    const judge = createJudge();
    expect(judge.look(traceOf(...events))).toBe(true);
    expect(judge.breaches()).toEqual([
      { promise: 'Election Safety', sentence: 'n1 and n2 are both leaders of term 1.', after: 3 },
      { promise: linearizability, sentence: expect.stringContaining('c2’s “get x” (30 to 40 ms)'), after: 6 },
      { promise: rulesOfTheWorld, sentence: 'n1 threw.', after: 9 },
    ]);
  });

  it('finds the same when the run comes bit by bit', () => {
    const [whole, bit] = [createJudge(), createJudge()];
    whole.look(traceOf(...events));
    for (let end = 0; end <= events.length; end++) bit.look(traceOf(...events.slice(0, end)));
    expect(bit.breaches()).toEqual(whole.breaches());
  });

  it('stops when it has worked enough, and goes on where it was', () => {
    const long = traceOf(...Array.from({ length: 400 }, (_, at) => leads('n1', 1, at)), leads('n2', 1, 400));
    const judge = createJudge();
    let turns = 1;
    while (!judge.look(long, () => true)) turns += 1;
    expect(turns).toBe(7);
    expect(judge.breaches()).toHaveLength(1);
  });

  it('says so when it cannot read what a learner’s node knows, and goes on with the rest', () => {
    const odd = (node: NodeId, log: readonly unknown[], at: number): TraceEvent => ({
      kind: 'timer',
      node,
      at,
      timer: 'x',
      state: { currentTerm: at, log, role: 'follower', commitIndex: 0, lastApplied: 0 },
    });
    const judge = createJudge();
    judge.look(traceOf(odd('n1', [null], 1), odd('n2', [{ term: 2 }], 2), events[8], leads('n2', 1, 80)));
    expect(judge.breaches()).toEqual([
      { promise: 'States that can be read', sentence: expect.stringContaining('cannot be judged'), after: 2 },
      { promise: rulesOfTheWorld, sentence: 'n1 threw.', after: 3 },
    ]);
  });

  it('has nothing to say of a run that keeps its promises', () => {
    const judge = createJudge();
    judge.look(traceOf(events[0], events[1], events[3], events[4], answered('c2', 30, 40, 1)));
    expect(judge.breaches()).toEqual([]);
  });
});
