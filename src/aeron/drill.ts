import { parseScenario, runScenario, type Trace } from '../sim/index.ts';
import { clusterSystem, membersOf, type Application, type ClusterOptions } from './cluster.ts';
import { clusterPromises, type PromiseOptions } from './promises.ts';

export interface DrillOptions extends ClusterOptions, PromiseOptions {
  readonly seed?: number;
  /** What clients want, in the words of the application's protocol. */
  readonly requests: readonly string[];
}

export interface Drilled {
  /** What broke, in a sentence that names member, position and the first difference; null when nothing did. */
  readonly sentence: string | null;
  readonly answers: readonly string[];
  readonly trace: Trace;
}

/**
 * Puts a service through what it must survive without its members drifting apart: two snapshots, a restart of every member from one, and a
 * fail-over, with requests all along. It finds clocks, dice, orders that are not fixed, and state that is not in the snapshot.
 */
export function drill(
  application: Application,
  { seed = 1, requests, local, ...options }: DrillOptions,
): Drilled {
  const members = membersOf(options.members ?? 3);
  const system = {
    ...clusterSystem(application, { retries: true, ...options }),
    always: clusterPromises({ local }),
  };
  const snapshot = (at: number) => members.map((member) => `at ${at}ms fire snapshot of ${member}`);
  const half = Math.ceil(requests.length / 2);
  const asked = requests.map((words, index) => {
    const at = 500 + 80 * index + (index >= half ? 2_000 : 0);
    return `at ${at}ms client user sends ${JSON.stringify(words)} to client`;
  });
  const middle = 500 + 80 * half;
  const end = middle + 2_000 + 80 * half;
  const lines = [
    `seed ${seed}`,
    'latency 1ms to 15ms',
    ...asked,
    ...snapshot(middle + 100),
    // One after the other, so that a majority is always there; the leader is among them.
    ...members.flatMap((member, index) => [
      `at ${middle + 300 + 500 * index}ms stop ${member}`,
      `at ${middle + 500 + 500 * index}ms restart ${member}`,
    ]),
    ...snapshot(end),
    `at ${end + 300}ms stop m1`,
    `at ${end + 600}ms restart m1`,
    `until ${end + 2_500}ms`,
  ];
  const { trace, failure } = runScenario(system, parseScenario(lines.join('\n'), system));
  const answers = trace.events.flatMap((event) => (event.kind === 'return' ? [String(event.reply)] : []));
  return { sentence: failure?.sentence ?? null, answers, trace };
}
