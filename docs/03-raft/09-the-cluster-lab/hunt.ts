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

/** Lets the page draw what has been printed. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

for (const [mistake, rules] of Object.entries(mistakes)) {
  const system = raftSystem({ preVote: false, entriesPerMessage, rules });
  const broken: number[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    if (runScenario(system, { ...storm, seed }).failure) broken.push(seed);
    await pause();
  }
  console.log(`${mistake}: ${broken.length} of ${seeds} runs are broken`);

  const [seed] = broken;
  if (mistake !== shorten || seed === undefined) continue;
  const shrunk = shrink(system, { ...storm, seed }, { runs: 100 });
  if (shrunk) console.log(tellStory(shrunk));
}
