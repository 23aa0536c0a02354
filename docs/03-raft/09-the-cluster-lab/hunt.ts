import { raftSystem } from '#course/raft';
import { parseScenario, runScenario, shrink, tellStory } from '#course/sim';
import { mistakes } from './mistakes.ts';

const seeds = 25;
const entriesPerMessage = 64; // then 1
const shorten = 'votes for any log'; // then another one

const requests = Array.from({ length: 40 }, (_, index) => {
  const [at, client] = [200 + 30 * index, 1 + (index % 3)];
  const command = index % 4 === 3 ? 'get x' : 'add x 1';
  return `at ${at}ms client c${client} sends ${command} to n${1 + (index % 5)}`;
});
const storm = parseScenario(`
  nodes n1 n2 n3 n4 n5
  latency 1ms to 40ms
  loss 10%
  duplication 10%
  reordering 20%
  crashes every 100ms for 20ms to 200ms until 1500ms
  partitions every 100ms for 50ms to 200ms until 1500ms
  ${requests.join('\n')}
  until 2s
`);

// A second without a pause, and the page takes the run for an endless one.
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

const clusterWith = (mistake: string) =>
  raftSystem({ preVote: false, entriesPerMessage, rules: mistakes[mistake] });

const firstBroken: Record<string, number | undefined> = {};
for (const mistake of Object.keys(mistakes)) {
  const broken: number[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    await pause();
    const { failure } = runScenario(clusterWith(mistake), { ...storm, seed });
    if (failure) broken.push(seed);
  }
  console.log(`${mistake}: ${broken.length} of ${seeds} runs are broken`);
  firstBroken[mistake] = broken[0];
}

const seed = firstBroken[shorten];
if (seed !== undefined) {
  const shrunk = shrink(clusterWith(shorten), { ...storm, seed }, { runs: 80 });
  if (shrunk) console.log(tellStory(shrunk));
}
