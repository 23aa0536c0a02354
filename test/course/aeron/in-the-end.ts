import { bufferOf, lengthOf, type Bytes } from '../../../src/aeron/buffer.ts';
import { isMember, type Application, type ClusterState } from '../../../src/aeron/cluster.ts';
import { isLeading, type MemberState } from '../../../src/aeron/consensus/state.ts';
import { createContainer } from '../../../src/aeron/container.ts';
import { firstDifference } from '../../../src/aeron/difference.ts';
import type { Log } from '../../../src/aeron/log.ts';
import type { Trace, World } from '../../../src/sim/index.ts';

/** What must hold when the faults are long over: one leader, all members equally far, and every answer true. */
export const flawOfEnd =
  (application: Application) =>
  (trace: Trace, world: World<ClusterState, string>): string | undefined => {
    const members = world.nodes.map((node) => world.state(node)).filter(isMember);
    return flawOfMembers(members) ?? flawOfAnswers(application, trace, members[0]!);
  };

function flawOfMembers(members: readonly MemberState[]): string | undefined {
  const leaders = members.filter(isLeading);
  if (leaders.length !== 1) return `Long after the last fault, ${leaders.length} members lead.`;
  const behind = members.find(({ commitPosition }) => commitPosition !== leaders[0]!.commitPosition);
  return (
    behind &&
    `Long after the last fault, member ${behind.memberId} is at position ${behind.commitPosition}, and member ${leaders[0]!.memberId}, the leader, at ${leaders[0]!.commitPosition}.`
  );
}

/** The log alone, from its beginning and through a new service, gives every answer that was given, and the state that the members have. */
function flawOfAnswers(
  application: Application,
  { events }: Trace,
  { log, commitPosition, service }: MemberState,
): string | undefined {
  const replayed = replay(
    application,
    log.filter(({ position }) => position <= commitPosition),
  );
  const asked = new Map<string, string>();
  for (const event of events) {
    if (event.kind === 'invoke') asked.set(`${event.node} ${event.request}`, String(event.command));
    if (event.kind !== 'return') continue;
    const words = asked.get(`${event.node} ${event.request}`)!;
    const answers = replayed.answers.get(words) ?? [];
    if (!answers.includes(String(event.reply)))
      return `“${words}” was answered “${String(event.reply)}”. By the log the answer is ${answers.length === 0 ? 'none: it is not there' : answers.join(', or ')}.`;
  }
  const differs = firstDifference(replayed.service, service);
  return differs && `${differs.path} is ${differs.other}, and by the log it is ${differs.one}.`;
}

function replay({ service, protocol }: Application, log: Log) {
  const describe = (bytes: Bytes) => protocol.decode(bufferOf(bytes), lengthOf(bytes)).words;
  const container = createContainer({ memberId: 0, service, describe });
  const answers = new Map<string, readonly string[]>();
  let sessions: { id: number; responseChannel: string; isClosing: boolean }[] = [];
  const at = (logPosition: number, timestamp: number) =>
    ({ role: 'LEADER', clock: 0, logPosition, timestamp, sessions }) as const;
  container.start(at(0, 0), null);
  for (const entry of log) {
    if (entry.kind === 'SessionOpenEvent') {
      const { clusterSessionId: id, responseChannel } = entry;
      sessions = [...sessions, { id, responseChannel, isClosing: false }];
    }
    const wishes = container.take(entry, at(entry.position, entry.timestamp));
    if (entry.kind === 'SessionMessage') {
      const says = wishes.flatMap((wish) => (wish.kind === 'egress' ? [wish.payload.says] : []));
      answers.set(entry.payload.says, [...(answers.get(entry.payload.says) ?? []), ...says]);
    }
    if (entry.kind === 'SessionCloseEvent')
      sessions = sessions.filter(({ id }) => id !== entry.clusterSessionId);
  }
  return { answers, service: container.fields() };
}
