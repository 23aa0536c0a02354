import { figure2, raftSystem, type Rules, type Server } from '#course/raft';
import { parseScenario, runScenario } from '#course/sim';

// May a new leader change the members before it has committed anything?
const atOnce = true; // then false

const rules: Partial<Rules> = {
  refuseChange(log, commitIndex, currentTerm) {
    const why = figure2.refuseChange(log, commitIndex, currentTerm);
    return atOnce && why?.includes('committed nothing') ? null : why;
  },
};
const system = {
  ...raftSystem({
    servers: ['n1', 'n2', 'n3', 'n4', 'n5'],
    members: ['n1', 'n2', 'n3', 'n4'],
    preVote: false,
    rules,
  }),
  clients: undefined,
};

const scenario = parseScenario(`
  seed 1
  latency 10ms
  fire election of n1
  # n1 adds n5, and only n5 hears of it.
  at 100ms partition n1 n5 | n2 n3 n4
  client a1 sends add n5 to n1
  # n2 leads term 2, and removes n1. n4 has voted for it, and hears no more.
  at 130ms fire election of n2
  at 145ms cut n2 -> n4
  at 160ms client a2 sends remove n1 to n2
  # n1 finds a majority of its five.
  at 210ms heal everything
  partition n1 n4 n5 | n2 n3
  at 250ms fire election of n1
  until 400ms
`);
const { world, trace, failure } = runScenario(system, scenario);

for (const name of world.nodes) {
  const server = world.state(name) as Server<unknown, unknown>;
  const { currentTerm, role, members, log, commitIndex } = server;
  const entries = log.entries.map(({ term, kind }) =>
    kind === 'configuration' ? `${term}*` : term,
  );
  console.log(
    name,
    `${role.kind} in term ${currentTerm}, members ${members.join(' ')},`,
    `log ${entries.join(' ')}, committed ${commitIndex}`,
  );
}
for (const event of trace.events)
  if (event.kind === 'return')
    console.log(event.node, 'is told', JSON.stringify(event.reply));
if (failure) console.warn(failure.sentence);
