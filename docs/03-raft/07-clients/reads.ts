import { figure2, raftSystem, type Rules, type Server } from '#course/raft';
import { parseScenario, runScenario } from '#course/sim';

const reads: 'leader alone' | 'read-index' | 'log' = 'leader alone';

const leaderAlone: Partial<Rules> = {
  // The machine has to have what is committed, as far as this server knows.
  readIndex: (_log, commitIndex) => commitIndex,
  // No majority is asked: any round will do.
  isReadReady: (read, _round, lastApplied) =>
    figure2.isReadReady(read, Infinity, lastApplied),
};
const system = raftSystem({
  servers: ['n1', 'n2', 'n3', 'n4', 'n5'],
  preVote: false,
  ...(reads === 'leader alone' ? { rules: leaderAlone } : { reads }),
});

const scenario = parseScenario(`
  seed 1
  latency 10ms
  fire election of n1
  at 60ms client c1 sends set x 1 to n1
  at 110ms client c1 sends get x to n1
  # n1 is cut off from the others, and not from its client.
  at 150ms partition n1 | n2 n3 n4 n5
  at 160ms fire election of n3
  at 200ms client c2 sends set x 2 to n3
  at 260ms client c1 sends get x to n1
  at 700ms heal everything
  until 1200ms
`);
const { world, trace, failure } = runScenario(system, scenario);

for (const event of trace.events) {
  if (event.kind === 'invoke')
    console.log(event.at, event.node, 'asks', event.command);
  if (event.kind === 'return')
    console.log(event.at, event.node, 'is told', JSON.stringify(event.reply));
}
if (failure) console.warn(failure.sentence);

const { log } = world.state('n3') as Server<unknown, unknown>;
const commands = log.entries.filter(({ kind }) => kind === 'command');
console.log(commands.length, 'commands in the log');
