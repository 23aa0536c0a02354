import { raftSystem, writes } from '#course/raft';
import { parseScenario, runScenario } from '#course/sim';

const order = 'send first' as 'send first' | 'write first';
const story = 'a vote' as 'a vote' | 'an entry';

const system = raftSystem({
  preVote: false,
  rules: {
    persistFirst: (before, after, effects) =>
      order === 'write first'
        ? [...writes(before, after), ...effects]
        : [...effects, ...writes(before, after)],
  },
});

const stories = {
  // n2 votes for n1 and crashes. Then n3 asks, in the same term.
  'a vote': (effects: number) => `
    latency 10ms
    cut n1 <-> n3
    fire election of n1
    at 5ms crash n2 after effect ${effects}
    at 12ms fire election of n3
    at 15ms restart n2
    until 200ms`,
  // n2 acknowledges an entry and crashes. Then n1, its leader, crashes too.
  'an entry': (effects: number) => `
    latency 10ms
    fire election of n1
    at 55ms cut n1 <-> n3
    client c1 sends set x 1 to n1
    at 72ms crash n2 after effect ${effects}
    at 100ms restart n2
    at 110ms crash n1
    fire election of n3
    until 300ms`,
};

for (let effects = 1; ; effects += 1) {
  const scenario = parseScenario(stories[story](effects));
  const { trace, failure } = runScenario(system, scenario);
  const { events } = trace;
  const crash = events.find(
    (event) => event.kind === 'crash' && event.node === 'n2',
  );
  if (crash?.kind !== 'crash') break;
  const done = events
    .slice(0, events.indexOf(crash))
    .filter((event) => event.kind === 'send' || event.kind === 'write')
    .filter((event) => event.at === crash.at && event.node === 'n2')
    .map(({ kind }) => kind)
    .join(', ');
  console.log(
    `crash after effect ${effects} of ${crash.effects?.of}`,
    `(${done || 'nothing sent or written'}):`,
    failure?.sentence ?? 'every promise is kept',
  );
  if (crash.effects?.done === crash.effects?.of) break;
}
