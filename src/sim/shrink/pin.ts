import type { Intervention, ScriptLine } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { messagesOf } from '../trace/messages.ts';
import type { Trace } from '../trace/trace.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { drawStorm } from '../storm.ts';

/**
 * The same run with nothing left to chance but latencies: what the seed drew (a storm’s crashes, each lost, copied or delayed message)
 * stands in the script, line by line, and can be left out line by line.
 */
export function pinChance(scenario: Scenario, trace: Trace, nodes: readonly NodeId[]): Scenario {
  const script = scenario.script.flatMap((line) => spelledOut(line, scenario.seed, nodes));
  const certain: ScriptLine = {
    at: 0,
    do: { kind: 'network', faults: { loss: 0, duplication: 0, reordering: 0 } },
  };
  const lines = [certain, ...fates(trace).map((what) => ({ at: 0, do: what })), ...script];
  // Lines of one time stay in their order.
  return { ...scenario, script: lines.sort((one, other) => one.at - other.at) };
}

function spelledOut(line: ScriptLine, seed: number, nodes: readonly NodeId[]): readonly ScriptLine[] {
  if (line.do.kind === 'storm') return drawStorm(line.do, line.at, seed, nodes);
  if (line.do.kind !== 'network') return [line];
  const { latency } = line.do.faults;
  return latency ? [{ ...line, do: { ...line.do, faults: { latency } } }] : [];
}

/** What chance, or the script, did to single messages. */
function fates(trace: Trace): Intervention[] {
  const messages = messagesOf(trace);
  return trace.events.flatMap((event): Intervention[] => {
    if (event.kind !== 'lose' && event.kind !== 'duplicate' && event.kind !== 'delay') return [];
    const { node: from, to } = event;
    const nth = messages.get(event.id)?.nth;
    if (nth === undefined) return [];
    if (event.kind === 'duplicate') return [{ kind: 'duplicate', from, to, nth, after: event.after }];
    if (event.kind === 'delay') return [{ kind: 'delay', from, to, nth, by: event.by }];
    return event.why === 'loss' ? [{ kind: 'lose', from, to, nth }] : [];
  });
}
