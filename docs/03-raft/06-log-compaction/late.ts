import { raftSystem, type Message, type Server } from '#course/raft';
import { messagesOf, parseScenario, startScenario } from '#course/sim';

const snapshotAfter = 4; // then 100: the whole log is kept
const n3IsBackAt = 700; // then 260: it misses less

const system = raftSystem({ snapshotAfter });
const scenario = parseScenario(`
  seed 1
  latency 10ms
  fire election of n1
  at 90ms stop n3
  at 100ms client c1 sends add x 1 to n1
  at 200ms client c1 sends add x 2 to n1
  at 300ms client c1 sends add x 3 to n1
  at 400ms client c1 sends add x 4 to n1
  at 500ms client c1 sends add x 5 to n1
  at 600ms client c1 sends add x 6 to n1
  at ${n3IsBackAt}ms restart n3
`);
const world = startScenario(system, scenario);

function show(name: string) {
  const state = world.state(name) as Server<object, string>;
  const { after, entries } = state.log;
  const indexes = entries.map((_, n) => after.index + n + 1).join(' ');
  const snapshot = after.index > 0 ? `snapshot up to ${after.index}, ` : '';
  console.log(' ', name, `${snapshot}entries ${indexes || 'none'}`);
  console.log('    applied', state.lastApplied, JSON.stringify(state.machine));
}

world.run({ until: n3IsBackAt });
console.log(n3IsBackAt, 'ms, n3 starts again');
show('n1');
show('n3');

world.run({ until: n3IsBackAt + 150 });
for (const sent of messagesOf(world.trace()).values()) {
  const { sentAt, from, to } = sent;
  if (sentAt < n3IsBackAt || from !== 'n1' || to !== 'n3') continue;
  const message = sent.message as Message<object, string>;
  if (message.kind === 'InstallSnapshot')
    console.log(sentAt, 'ms: n1 sends snapshot up to', message.snapshot.last);
  if (message.kind === 'AppendEntries' && message.entries.length > 0)
    console.log(sentAt, 'ms: n1 sends entries behind', message.prevLogIndex);
}
console.log(n3IsBackAt + 150, 'ms');
show('n1');
show('n3');
