import { auction, clusterSystem, quick } from '#course/aeron';
import { messagesOf, parseScenario, runScenario } from '#course/sim';

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
    until ${10 * electionTimeout}ms
  `);
  const ballots = new Map<string, Ballot>();
  const { trace } = runScenario(system, scenario);
  for (const { from, to, message } of messagesOf(trace).values()) {
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

let again = 0;
let hadMajority = 0;
for (let each = 1; each <= 100; each++) {
  await pause();
  const ballots = elect(each);
  const first = ballots.filter(({ term }) => term === 0);
  if (Math.max(...ballots.map(({ term }) => term)) === 0) continue;
  again += 1;
  if (first.some(({ yes }) => yes > members / 2)) hadMajority += 1;
}
console.log(`Of 100 starts, ${again} take more than one ballot.`);
console.log(`In ${hadMajority} of them somebody had a majority in the first.`);
