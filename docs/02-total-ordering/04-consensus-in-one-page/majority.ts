import { quorumSystem, report, type MemberState } from '#course/ordering';
import { parseScenario, startScenario } from '#course/sim';

const needs = 'all'; // then 'majority'

const members = ['n1', 'n2', 'n3'];
const system = quorumSystem(members, { needs });

const scenario = parseScenario(`
  seed 1
  latency 10ms
  at 10ms client gateway-a sends A to n1
  at 60ms pause n3
  at 70ms client gateway-b sends F to n1
  at 90ms client gateway-b sends G to n1
  at 110ms client gateway-a sends B to n1
  at 600ms resume n3
`);
const world = startScenario(system, scenario);

function look(until: number) {
  world.run({ until });
  const { answered, longestWait } = report(world.trace(), members);
  console.log(`after ${until} ms`);
  console.log('  answered', answered.join(' '), '– slowest', longestWait, 'ms');
  for (const name of members) {
    const { log, commit } = world.state(name) as MemberState<
      unknown,
      string,
      unknown
    >;
    const stored = log.map(({ command }) => command).join(' ');
    console.log(' ', name, 'has stored', stored, '– committed', commit);
  }
}
look(500);
look(1_000);
console.log(world.trace());
