import { clusterSystem, quick } from '#course/aeron';
import { auction } from '#course/aeron-services';
import { messagesOf, parseScenario, startScenario } from '#course/sim';

const seed = 5; // then others
const members = 3; // then 5
const electionTimeout = 100; // then 400

const timings = { ...quick, electionTimeout };
const system = clusterSystem(auction, { members, clients: [], timings });

interface Ballot {
  term: number;
  candidate: string;
  votes: string[];
  yes: number;
  no: number;
}

interface Message {
  kind: string;
  candidateTermId: number;
  vote?: boolean;
}

/** All members start. Which ballots are held until somebody leads? */
function elect(seed: number): Ballot[] {
  const scenario = parseScenario(`
    seed ${seed}
    latency 1ms to 5ms
  `);
  const world = startScenario(system, scenario);
  const isLed = () =>
    system.nodes.some((name) => {
      const state = world.state(name);
      return 'role' in state && state.role === 'leader';
    });
  const limit = 10 * electionTimeout;
  world.run({ until: limit, stopIf: () => (isLed() ? 'led' : undefined) });
  const ballots = new Map<string, Ballot>();
  for (const { from, to, message } of messagesOf(world.trace()).values()) {
    const { kind, candidateTermId: term, vote } = message as Message;
    if (kind !== 'RequestVote' && kind !== 'Vote') continue;
    const candidate = kind === 'Vote' ? to : from;
    const known = ballots.get(`${term} ${candidate}`);
    const ballot = known ?? { term, candidate, votes: [], yes: 1, no: 0 };
    ballots.set(`${term} ${candidate}`, ballot);
    if (kind === 'RequestVote') continue;
    ballot.votes.push(`${from} says ${vote ? 'yes' : 'no'}`);
    if (vote) ballot.yes += 1;
    else ballot.no += 1;
  }
  return [...ballots.values()];
}

for (const { term, candidate, votes } of elect(seed))
  console.log(`Term ${term}, ${candidate} stands: ${votes.join(', ')}`);

// A second without a pause, and the page takes the run for an endless one.
const pause = () => new Promise((resolve) => setTimeout(resolve));

const starts: Ballot[][] = [];
for (let each = 1; each <= 100; each++) {
  await pause();
  starts.push(elect(each));
}
const again = starts.filter((ballots) => ballots.some(({ term }) => term > 0));
const hadMajority = again.filter((ballots) =>
  ballots.some(({ term, yes }) => term === 0 && yes > members / 2),
);
console.log(`Of 100 starts, ${again.length} take more than one ballot.`);
console.log(
  `In ${hadMajority.length} of them somebody had a majority in the first.`,
);
