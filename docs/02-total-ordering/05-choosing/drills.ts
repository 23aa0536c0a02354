import { report } from '#course/ordering';
import { parseScenario, runScenario } from '#course/sim';
import type { Approach } from './approaches.ts';

/** Change a drill, or add one of your own. */
export const drills: Record<string, (it: Approach, at: number) => string[]> = {
  'nothing fails': () => [],
  'the orderer dies': ({ orderer, operator }, at) => [
    `at ${at}ms crash ${orderer}`,
    operator ? `at ${at + 25}ms ${operator}` : '',
  ],
  'the orderer is cut off': ({ orderer, operator, system }, at) => [
    `at ${at}ms partition ${orderer} | ${without(orderer, system.nodes)}`,
    operator ? `at ${at + 25}ms ${operator}` : '',
    `at ${at + 600}ms heal everything`,
  ],
  'a copy stands still': ({ copy }, at) => [
    `at ${at}ms pause ${copy}`,
    `at ${at + 600}ms resume ${copy}`,
  ],
};
const without = (node: string, nodes: readonly string[]) =>
  nodes.filter((other) => other !== node).join(' ');

/** 15 commands of two gateways, one every 40 ms, and the drill. */
export function run(it: Approach, drill: string, seed: number) {
  const requests = Array.from({ length: 15 }, (_, n) => {
    const time = `${200 + 40 * n}ms`;
    const gateway = n % 2 ? 'gateway-b' : 'gateway-a';
    const command = `${it.key ?? ''}c${n}`;
    return `at ${time} client ${gateway} sends ${command} to ${it.ask}`;
  });
  const lines = [
    `seed ${seed}`,
    `latency 40ms on ${it.orderer} <-> ${it.copy}`,
    ...requests,
    ...drills[drill]!(it, 400 + 8 * seed),
    'until 2500ms',
  ];
  const scenario = parseScenario(lines.join('\n'), it.system);
  return report(runScenario(it.system, scenario).trace, it.replicas);
}
