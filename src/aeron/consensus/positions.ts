import { appendPosition, quorum, type MemberState } from './state.ts';
import type { Turn } from './turn.ts';

/** Whether the leader has heard from the member lately. Whom it has not heard from does not count. */
const isActive = ({ state, clock, options }: Turn, id: number): boolean =>
  id === state.memberId || state.peers[id]!.heardAt + options.timings.leaderHeartbeatTimeout > clock;

export const hasActiveQuorum = (turn: Turn): boolean =>
  turn.state.members.filter((_, id) => isActive(turn, id)).length >= quorum(turn.state);

/**
 * What a majority of the members that are active and in this term has: nobody may take entries behind it for committed. It is bounded
 * by the leader's own log, which may be slower than the others'.
 */
export function quorumPosition(turn: Turn): number {
  const { state } = turn;
  const positions = state.members.map((_, id) => positionInTerm(turn, id)).sort((a, b) => b - a);
  return Math.min(positions[quorum(state) - 1]!, appendPosition(state));
}

const positionInTerm = (turn: Turn, id: number): number => {
  const { state } = turn;
  if (id === state.memberId) return appendPosition(state);
  const { hasJoined, logPosition } = state.peers[id]!;
  return hasJoined && isActive(turn, id) ? (logPosition ?? 0) : 0;
};

/** How many members have recorded this term and everything up to a position: the leader among them. */
export const membersAt = ({ memberId, members, peers }: MemberState, position: number): number =>
  members.filter(
    (_, id) => id === memberId || (peers[id]!.hasJoined && (peers[id]!.logPosition ?? 0) >= position),
  ).length;
