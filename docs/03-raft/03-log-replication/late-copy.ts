import { figure2, raftSystem, type Rules } from '#course/raft';
import { parseScenario, runScenario } from '#course/sim';

const keepsTheRest = false; // then true

const rules: Partial<Rules> = {
  /** Writes what the message brings, and lets the log end there. */
  appendEntries(log, request) {
    const taken = figure2.appendEntries(log, request);
    if (keepsTheRest || !taken.success) return taken;
    const start = request.prevLogIndex - log.after.index;
    const entries = [...log.entries.slice(0, start), ...request.entries];
    return { ...taken, log: { ...log, entries } };
  },
};
const system = raftSystem({ rules, preVote: false });

const scenario = parseScenario(
  `
  seed 1
  latency 10ms
  crash n3
  fire election of n1
  at 25ms client ana sends set x 1 to n1
  at 45ms client bo sends set x 2 to n1
  # The message with Ana's entry arrives a second time, late.
  duplicate message 3 from n1 to n2 after 40ms
  at 100ms crash n1
  at 110ms restart n3
  at 120ms fire election of n2
  at 200ms client cy sends get x to n2
  until 300ms
`,
  system,
);
const { world, trace, failure } = runScenario(system, scenario);

for (const name of ['n1', 'n2']) {
  const { role, log } = world.state(name);
  const entries = log.entries.map((entry) =>
    entry.kind === 'command' ? JSON.stringify(entry.command) : entry.kind,
  );
  console.log(name, world.status(name), role.kind, entries.join(' '));
}
console.log(failure?.sentence ?? 'Every promise was kept.');
console.log(trace);
