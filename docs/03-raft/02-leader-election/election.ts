import { raftSystem } from '#course/raft';
import { parseScenario, startScenario } from '#course/sim';

const seed = 1; // then others
const servers = ['n1', 'n2', 'n3', 'n4', 'n5'];
const electionTimeout = [150, 300] as const;

const system = raftSystem({ servers, electionTimeout, preVote: false });
const world = startScenario(system, parseScenario(`seed ${seed}`));

const told = new Map<string, string>();
/** Who is no follower, and was something else before. */
function tell() {
  for (const name of servers) {
    const { role, currentTerm } = world.state(name);
    const now = `term ${currentTerm}: ${name} ${role.kind}`;
    const isNews = role.kind !== 'follower' && now !== told.get(name);
    if (isNews) console.log(world.now, 'ms,', now);
    told.set(name, now);
  }
  return undefined;
}

world.run({ until: 500, stopIf: tell });
for (const name of servers) {
  if (world.state(name).role.kind !== 'leader') continue;
  console.log(world.now, 'ms,', name, 'crashes');
  world.do({ kind: 'crash', node: name });
}
world.run({ until: 1_000, stopIf: tell });
console.log(world.trace());
