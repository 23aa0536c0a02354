import { raftSystem, type ClusterOptions } from '../../raft/index.ts';
import { parseScenario, runScenario, type NodeId, type Trace } from '../../sim/index.ts';
import { framesOf, type Frames } from './frames.ts';

/** A run of a cluster with so many servers, every message of which takes 10 ms, if the lines do not say otherwise. */
export function run(count: number, lines: string, options: ClusterOptions = {}): Trace {
  const system = raftSystem({ servers: serversOf(count), preVote: false, ...options });
  const text = `seed 1\nlatency 10ms\n${lines}`;
  return runScenario(system, parseScenario(text, system), { checks: false }).trace;
}

export const film = (count: number, lines: string, options?: ClusterOptions): Frames =>
  framesOf(run(count, lines, options));

export const serversOf = (count: number): NodeId[] => Array.from({ length: count }, (_, at) => `n${at + 1}`);

/** n1 leads from 120 ms on, and is asked twice. */
export const calm =
  'at 100ms fire election of n1\nat 200ms client c sends set x 1 to n1\nat 210ms client c sends set y 2 to n1\n';

/** Everything that can go wrong in a network and with nodes. */
export const stormy = `latency 5ms to 20ms
loss 5%
reordering 5%
at 100ms fire election of n1
${Array.from({ length: 20 }, (_, at) => `at ${200 + at * 60}ms client c sends add x ${at} to n1`).join('\n')}
at 300ms crash n2
at 420ms restart n2
at 500ms pause n3
at 640ms partition n1 n2 | n3
at 700ms resume n3
at 900ms heal everything
at 950ms pause n1
at 1050ms crash n1
at 1200ms restart n1
until 1500ms`;
