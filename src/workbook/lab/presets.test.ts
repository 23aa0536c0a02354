import { describe, expect, it } from 'vitest';
import { readPreset } from '../../plugins/lab.ts';
import { lastIndex, observe } from '../../raft/index.ts';
import { readSystemName, systemFor, systemName, type Setup } from '../../raft/setup.ts';
import { stateOf, type Trace } from '../../sim/index.ts';
import { createJudge, linearizability } from './judge.ts';
import { presetIds, presetOf, type PresetId } from './presets.ts';
import { readScenario } from './read-scenario.ts';
import { record } from './testing.ts';

function play(id: PresetId, change: Partial<Setup> = {}) {
  const scenario = readScenario(readPreset(id).text);
  const setup = { ...readSystemName(scenario.system)!, ...change };
  const changed = { ...scenario, system: systemName(setup) };
  const { trace } = record(changed, scenario.until!, systemFor(changed));
  const judge = createJudge();
  judge.look(trace);
  return { trace, broken: judge.breaches().map(({ promise }) => promise) };
}

const serverIn = (trace: Trace, node: string) => observe(stateOf(trace, node, trace.events.length))!;
const logsIn = (trace: Trace) =>
  trace.nodes.map((node) =>
    serverIn(trace, node)
      .log.entries.map(({ term }) => term)
      .join(' '),
  );

describe('a preset', () => {
  it.each(presetIds)('says what to watch: %s', (id) => {
    const { title, watch } = readPreset(id);
    expect(title.length).toBeLessThan(50);
    expect(watch.split(/[.?] /).length).toBeGreaterThanOrEqual(2);
    expect(watch.length).toBeLessThan(400);
  });

  it('without a title, or a word on what to watch, is refused with a sentence', () => {
    expect(() => presetOf('x', 'system raft\n# Watch.\n')).toThrow('x.scenario needs a line “scenario …”');
    expect(() => presetOf('x', 'scenario X\nsystem raft\n')).toThrow('below it a comment on what to watch');
    expect(() => readPreset('nothing')).toThrow(
      'There is no preset “nothing”. The presets are leader-crash,',
    );
  });

  it.each(presetIds.filter((id) => id !== 'isolated-leader'))('keeps every promise: %s', (id) => {
    expect(play(id).broken).toEqual([]);
  });
});

describe('in the presets', () => {
  it('the crashed leader’s entry makes room for the next leader’s', () => {
    expect(new Set(logsIn(play('leader-crash').trace))).toEqual(new Set(['1 1 1 2 2']));
  });

  it('a vote is split, and a later term finds a leader', () => {
    const { trace } = play('split-vote');
    const leads = trace.events.find((event) => 'state' in event && observe(event.state)?.role === 'leader');
    expect(leads && 'state' in leads && observe(leads.state)!.currentTerm).toBe(2);
  });

  it('a leader that is alone answers what was true once, and waits once it has to ask a majority', () => {
    expect(play('isolated-leader').broken).toEqual([linearizability]);
    expect(play('isolated-leader', { reads: 'read-index' }).broken).toEqual([]);
    expect(play('isolated-leader', { reads: 'log' }).broken).toEqual([]);
  });

  it('logs that have parted become the same again', () => {
    expect(new Set(logsIn(play('divergent-logs').trace)).size).toBe(1);
  });

  it('Figure 8 breaks without the commit rule, and with it does not', () => {
    expect(play('figure-8', { commitRule: false }).broken).toEqual([
      'Leader Completeness',
      'State Machine Safety',
    ]);
  });

  it('a late follower is sent a snapshot', () => {
    const { trace } = play('late-follower');
    const sent = trace.events.filter(
      (event) => event.kind === 'send' && (event.message as { kind?: string }).kind === 'InstallSnapshot',
    );
    expect(sent).toMatchObject([{ node: 'n1', to: 'n3' }]);
    expect(lastIndex(serverIn(trace, 'n3').log)).toBe(6);
  });

  it('a server comes, the leader goes, and the client is answered', () => {
    const { trace } = play('membership-change');
    const state = stateOf(trace, 'n4', trace.events.length) as { members: readonly string[] };
    expect(state.members).toEqual(['n2', 'n3', 'n4']);
    expect(trace.events.filter(({ kind }) => kind === 'return')).toHaveLength(5);
  });
});
