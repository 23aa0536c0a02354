import type { World } from '../sim/index.ts';
import { isMember, type ClusterState } from './cluster.ts';
import type { MemberState } from './consensus/state.ts';
import { firstDifference } from './difference.ts';
import { between, type LogEntry } from './log.ts';
import type { SnapshotEntry } from './recording-log.ts';

export interface PromiseOptions {
  /** Fields of the service that may differ from member to member, such as its role: nothing that is replicated may depend on them. */
  readonly local?: readonly string[];
}

/**
 * What a cluster promises, asked after every event: one leader in a term, one log up to what is committed, nothing committed lost, time
 * that never goes back, and one state of the service, its sessions and timers at every position. A sentence when it is broken.
 */
export function clusterPromises(options: PromiseOptions = {}): Watch {
  const watches = new WeakMap<World<ClusterState, string>, Watch>();
  return (world) => {
    const watch = watches.get(world) ?? watchOne(options);
    watches.set(world, watch);
    return watch(world);
  };
}

type Watch = (world: World<ClusterState, string>) => string | undefined;

/** What one run has shown so far. */
function watchOne({ local = [] }: PromiseOptions): Watch {
  const leaders = new Map<number, number>();
  const entries = new Map<number, { readonly told: string; readonly timestamp: number }>();
  const services = new Map<number, Holding>();
  const seen = new Map<string, MemberState>();
  /** How far each member has been looked at: after a restart it goes through its log again. */
  const checked = new Map<string, number>();

  return (world) => {
    for (const node of world.nodes) {
      const state = world.state(node);
      const before = seen.get(node);
      if (!isMember(state) || before === state) continue;
      seen.set(node, state);
      const sentence =
        flawOfRole(state) ??
        flawOfLog(node, state) ??
        (before && holdsTheSame(before, state) ? undefined : flawOfService(state, world.view(node).starts));
      if (sentence !== undefined) return sentence;
    }
    return undefined;
  };

  function flawOfRole({ role, leadershipTermId: term, memberId }: MemberState): string | undefined {
    if (role !== 'leader') return undefined;
    const leader = leaders.get(term) ?? memberId;
    leaders.set(term, leader);
    return leader === memberId ? undefined : `Members ${leader} and ${memberId} both lead term ${term}.`;
  }

  function flawOfLog(node: string, { memberId, log, commitPosition }: MemberState): string | undefined {
    const from = Math.min(checked.get(node) ?? 0, commitPosition);
    checked.set(node, commitPosition);
    let last = entries.get(from)?.timestamp ?? 0;
    for (const entry of between(log, from, commitPosition)) {
      if (entry.timestamp < last)
        return `On member ${memberId} time goes back at position ${entry.position}, from ${last} to ${entry.timestamp}.`;
      last = entry.timestamp;
      const told = JSON.stringify(entry);
      const known = entries.get(entry.position);
      if (known === undefined) entries.set(entry.position, { told, timestamp: entry.timestamp });
      else if (known.told !== told)
        return `At position ${entry.position} member ${memberId} has ${told} committed, and another one ${known.told}.`;
    }
    return undefined;
  }

  function flawOfService(state: MemberState, starts: number): string | undefined {
    const { memberId, commitPosition, service, log, recordingLog } = state;
    const snapshot = recordingLog.findLast(
      (entry): entry is SnapshotEntry => entry.type === 'SNAPSHOT' && entry.logPosition <= commitPosition,
    );
    const held: Holding = {
      memberId,
      service: without(local, service),
      module: moduleOf(state),
      starts,
      snapshotPosition: snapshot?.logPosition ?? 0,
    };
    const other = services.get(commitPosition);
    if (other === undefined) services.set(commitPosition, held);
    if (other === undefined || commitPosition === 0) return undefined;
    const differs =
      firstDifference(other.service, held.service) ?? firstDifference(other.module, held.module);
    if (differs === undefined) return undefined;
    const [restarted] = [held, other].filter(({ starts }) => starts > 1);
    return [
      `Member ${memberId} differs from member ${other.memberId} at log position ${commitPosition}, ${tellEntry(log, commitPosition)}:`,
      `${differs.path} is ${differs.other} on member ${memberId}, and ${differs.one} on member ${other.memberId}.`,
      restarted
        ? `Member ${restarted.memberId} had been restarted, from ${restarted.snapshotPosition > 0 ? `the snapshot at position ${restarted.snapshotPosition} and ` : ''}the log. What a snapshot leaves out, or onStart does not read back, is gone.`
        : 'Both went through the same log. So the service has asked something that is not in it: a clock, dice, its role, or an order that is not fixed.',
    ].join(' ');
  }
}

interface Holding {
  readonly memberId: number;
  readonly service: unknown;
  readonly module: unknown;
  readonly starts: number;
  readonly snapshotPosition: number;
}

/** What the consensus module keeps for the service: the same on every member, and so in its snapshot. */
const moduleOf = ({ sessions, timers, serviceMessages, nextServiceMessageId }: MemberState): unknown => ({
  sessions: sessions.map(({ id, responseChannel, isClosing }) => ({ id, responseChannel, isClosing })),
  timers,
  serviceMessages,
  nextServiceMessageId,
});

/** Most of what a member hears changes nothing that its service has, or that is kept for it. */
const holdsTheSame = (one: MemberState, other: MemberState): boolean =>
  one.commitPosition === other.commitPosition &&
  one.service === other.service &&
  one.sessions === other.sessions &&
  one.timers === other.timers &&
  one.serviceMessages === other.serviceMessages &&
  one.nextServiceMessageId === other.nextServiceMessageId;

const without = (names: readonly string[], service: unknown): unknown =>
  names.length === 0 || typeof service !== 'object' || service === null
    ? service
    : Object.fromEntries(Object.entries(service).filter(([name]) => !names.includes(name)));

function tellEntry(log: readonly LogEntry[], position: number): string {
  const entry = log.find((each) => each.position === position);
  if (!entry) return 'the position of a snapshot';
  if (entry.kind === 'SessionMessage' || entry.kind === 'ServiceMessage')
    return `after “${entry.payload.says}”`;
  return `after ${entry.kind}`;
}
