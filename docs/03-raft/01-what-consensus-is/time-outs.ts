import { raftSystem } from '#course/raft';
import { parseScenario, startScenario } from '#course/sim';

// How long a server waits before it stands for election, in milliseconds.
const electionTimeout = [200, 200] as const; // then [150, 300]
const seed = 1;

const system = raftSystem({ electionTimeout, preVote: false });
const scenario = parseScenario(`seed ${seed}\nlatency 10ms`);
const world = startScenario(system, scenario);
const servers = () => system.nodes.map((name) => world.state(name));

world.run({
  until: 10_000,
  stopIf: () => {
    const leads = servers().some(({ role }) => role.kind === 'leader');
    return leads ? 'There is a leader.' : undefined;
  },
});

for (const { self, currentTerm, role } of servers())
  console.log(self, 'term', currentTerm, role.kind);
console.log('after', world.now, 'ms');
console.log(world.trace());
