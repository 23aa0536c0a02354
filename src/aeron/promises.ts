import type { World } from '../sim/index.ts';
import type { ClusterState } from './cluster.ts';
import type { MemberState } from './consensus/state.ts';
import { between } from './log.ts';

type Member = MemberState;

/**
 * What a cluster promises, asked after every event: one leader in a term, one log up to what is committed, nothing committed lost, and one
 * state of the service at every position. A sentence when it is broken. Every run needs one of its own.
 */
export function clusterPromises(): (world: World<ClusterState, string>) => string | undefined {
  const leaders = new Map<number, number>();
  const entries = new Map<number, string>();
  const services = new Map<number, { readonly memberId: number; readonly fields: string }>();
  const seen = new Map<string, Member>();
  /** How far each member has been looked at, by start: after one it goes through its log again. */
  const checked = new Map<string, number>();

  return (world) => {
    for (const node of world.nodes) {
      const state = world.state(node);
      if (!('memberId' in state) || seen.get(node) === state) continue;
      seen.set(node, state);
      const sentence = flawOf(node, state);
      if (sentence !== undefined) return sentence;
    }
    return undefined;
  };

  function flawOf(node: string, state: Member): string | undefined {
    const { memberId, leadershipTermId: term, role, commitPosition, log, service } = state;
    if (role === 'leader') {
      const leader = leaders.get(term) ?? memberId;
      leaders.set(term, leader);
      if (leader !== memberId) return `Members ${leader} and ${memberId} both led term ${term}.`;
    }
    let from = checked.get(node) ?? 0;
    if (commitPosition < from) from = 0;
    for (const entry of between(log, from, commitPosition)) {
      const told = JSON.stringify(entry);
      const known = entries.get(entry.position) ?? told;
      entries.set(entry.position, known);
      if (known !== told)
        return `At position ${entry.position} member ${memberId} has ${told} committed, and another one ${known}.`;
    }
    checked.set(node, commitPosition);
    if (commitPosition === 0) return undefined;
    const fields = JSON.stringify(service);
    const other = services.get(commitPosition);
    if (other === undefined) services.set(commitPosition, { memberId, fields });
    else if (other.fields !== fields)
      return `At log position ${commitPosition} the service of member ${memberId} holds ${fields}, and that of member ${other.memberId} held ${other.fields}.`;
    return undefined;
  }
}
