import { raftSystem } from '#course/raft';
import { parseScenario, startScenario } from '#course/sim';

// A message takes 5 to 15 ms. No time-out is shorter than this:
const shortest = 150;
const spreads = [10, 25, 50, 100, 150, 300];
const servers = ['n1', 'n2', 'n3', 'n4', 'n5'];
const elections = 100;

/** Nobody leads. How many terms, and what time, until somebody does? */
function elect(seed: number, spread: number) {
  const electionTimeout = [shortest, shortest + spread] as const;
  const system = raftSystem({ servers, electionTimeout, preVote: false });
  const scenario = parseScenario(`seed ${seed}`);
  const world = startScenario(system, scenario, { trace: false });
  const states = () => servers.map((name) => world.state(name));
  const isLed = () => states().some(({ role }) => role.kind === 'leader');
  world.run({ until: 5_000, stopIf: () => (isLed() ? 'led' : undefined) });
  const terms = Math.max(...states().map(({ currentTerm }) => currentTerm));
  return { terms, time: world.now };
}

for (const spread of spreads) {
  const all = Array.from({ length: elections }, (_, index) =>
    elect(index + 1, spread),
  );
  const again = all.filter(({ terms }) => terms > 1).length;
  const times = all.map(({ time }) => time).sort((a, b) => a - b);
  console.log(
    `${shortest} to ${shortest + spread} ms`,
    `– more than one term: ${again}`,
    `– led after ${times[elections / 2]} ms, at worst ${times.at(-1)}`,
  );
}
