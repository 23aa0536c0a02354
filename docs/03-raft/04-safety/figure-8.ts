import { raftSystem, type Log, type Server } from '#course/raft';
import { parseScenario, startScenario } from '#course/sim';

// May a leader commit, by counting, an entry of this term?
const mayCount = (entryTerm: number, currentTerm: number) => true;
// Then: entryTerm === currentTerm

const n1DiesAt = 220; // then 250: it has time for one entry more

const system = raftSystem({
  servers: ['n1', 'n2', 'n3', 'n4', 'n5'],
  preVote: false,
  entriesPerMessage: 1,
  rules: {
    advanceCommit(log, commitIndex, currentTerm, reached) {
      const index = onMajority(reached);
      if (index <= commitIndex) return commitIndex;
      return mayCount(termOf(log, index), currentTerm) ? index : commitIndex;
    },
  },
});

function onMajority(reached: readonly number[]): number {
  const have = (index: number) => reached.filter((each) => each >= index);
  let index = 0;
  while (have(index + 1).length > reached.length / 2) index += 1;
  return index;
}

const termOf = ({ after, entries }: Log<unknown>, index: number) =>
  entries[index - after.index - 1]?.term ?? after.term;

const scenario = parseScenario(`
  seed 1
  latency 10ms
  fire election of n1
  at 60ms partition n1 n2 | n3 n4 n5
  at 62ms client c1 sends set x 1 to n1
  at 95ms crash n1
  at 100ms heal everything
  at 105ms fire election of n5
  at 120ms crash n5 before send
  at 150ms restart n1
  cut n1 <-> n4
  at 155ms fire election of n1
  at 156ms fire election of n1
  at ${n1DiesAt}ms cut n1 -> n3
  after 5ms crash n1
  after 5ms restart n5
  after 5ms fire election of n5
  after 1ms fire election of n5
  after 64ms client c2 sends get x to n5
`);
const world = startScenario(system, scenario);
const broken = () => system.always!(world);

function look(moment: string, until: number) {
  const sentence = world.run({ until, stopIf: broken });
  world.run({ until });
  console.log(`${moment}, ${until} ms`);
  for (const name of world.nodes) {
    const { log, commitIndex } = world.state(name) as Server<unknown, unknown>;
    const terms = log.entries.map(({ term }) => term).join(' ');
    const down = world.status(name) === 'down' ? '– down' : '';
    console.log(' ', name, terms.padEnd(7), 'committed', commitIndex, down);
  }
  if (sentence) console.warn(sentence);
}
look('(a) n1 led term 1', 95);
look('(b) n5 led term 2', 130);
look('(c) n1 led term 3', n1DiesAt + 5);
look('(d) n5 stood for term 4', n1DiesAt + 200);

for (const event of world.trace().events)
  if (event.kind === 'return')
    console.log(event.node, 'is told', JSON.stringify(event.reply));
