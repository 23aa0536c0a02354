import type { Trace, World } from '../../sim/index.ts';
import type { KeyValueCommand, KeyValues } from '../key-value.ts';
import type { Server } from '../types.ts';

/**
 * A promise for the end of a run whose last seconds were calm: somebody leads, every request was answered, and all members have come
 * equally far. Raft promises that only while messages arrive in time, so no check after an event can ask for it (§5.6).
 */
export function recovered(trace: Trace, world: World): string | undefined {
  const servers = world.nodes.map((node) => world.state(node) as Server<KeyValues, KeyValueCommand>);
  const leader = servers
    .filter(({ role }) => role.kind === 'leader')
    .reduce<Server<KeyValues, KeyValueCommand> | null>(
      (latest, each) => (latest === null || each.currentTerm > latest.currentTerm ? each : latest),
      null,
    );
  if (leader === null) return `At ${world.now}ms, long after the last fault, nobody leads.`;
  const behind = servers.find(
    ({ self, commitIndex }) => leader.members.includes(self) && commitIndex < leader.commitIndex - most,
  );
  if (behind)
    return `At ${world.now}ms, long after the last fault, ${behind.self} knows entries up to ${behind.commitIndex} to be committed, and ${leader.self}, the leader, up to ${leader.commitIndex}.`;
  return unanswered(trace);
}

/** Entries that are on their way when the run ends. */
const most = 2;

function unanswered({ events }: Trace): string | undefined {
  const open = new Map<string, string>();
  for (const event of events) {
    if (event.kind === 'invoke')
      open.set(`${event.node} ${event.request}`, `${event.node} asked at ${event.at}ms`);
    if (event.kind === 'return') open.delete(`${event.node} ${event.request}`);
  }
  const [first] = open.values();
  return first && `What ${first} has no answer, long after the last fault.`;
}
