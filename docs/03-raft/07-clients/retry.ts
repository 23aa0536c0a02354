import {
  raftSystem,
  type Entry,
  type KeyValueCommand,
  type KeyValues,
  type Rules,
  type Server,
} from '#course/raft';
import { parseScenario, runScenario } from '#course/sim';

const maxSessions = 0; // how many clients are remembered: then 2, then 1

const takeAlways: Partial<Rules> = {
  takeOnce(machine, { machine: before }, { command }) {
    const { state, output } = machine.apply(before, command);
    const reply = { kind: 'done', output } as const;
    return { machine: state, sessions: [], reply, isNew: true };
  },
};
const system = raftSystem({
  preVote: false,
  ...(maxSessions > 0 ? { maxSessions } : { rules: takeAlways }),
});

const scenario = parseScenario(`
  seed 1
  latency 10ms
  fire election of n1
  # n1 executes the command, and its answer is lost.
  at 60ms client c1 sends add x 10 to n1
  lose message 1 from n1 to c1
  # Another client, before c1 gives up waiting and asks again.
  at 100ms client c2 sends add y 5 to n1
  # The others know by now what n1 has committed.
  at 150ms crash n1
  at 160ms fire election of n2
  until 400ms
`);
const { world, trace } = runScenario(system, scenario);

const n2 = world.state('n2') as Server<KeyValues, KeyValueCommand>;
n2.log.entries.forEach((entry: Entry<KeyValueCommand>, place) => {
  const words =
    entry.kind === 'command'
      ? `${entry.client}, request ${entry.request}: ${entry.command}`
      : entry.kind;
  console.log('entry', place + 1, 'term', entry.term, words);
});
console.log('the machine of n2', JSON.stringify(n2.machine));
console.log('its sessions', JSON.stringify(n2.sessions));
for (const event of trace.events)
  if (event.kind === 'return')
    console.log(event.node, 'is told', JSON.stringify(event.reply));
