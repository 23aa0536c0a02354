import { reply, type Request } from '../sim/index.ts';
import { isAdministration, onAdministration } from './administration.ts';
import { appendEntry } from './leader.ts';
import { onRead } from './reads.ts';
import type { Turn } from './turn.ts';
import type { Administration, Reply, Role } from './types.ts';

/** A request that comes again is appended again: whether it was taken before is known where it is applied (§8). */
export function onRequest<State, Command>(
  turn: Turn<State, Command>,
  input: Request<Command | Administration>,
): void {
  const { raft, server, effects } = turn;
  const { role, currentTerm: term } = server;
  const { client, request, command } = input;
  if (isAdministration(command)) onAdministration(turn, { ...input, command });
  else if (role.kind !== 'leader') effects.push(reply(input, notLeader(role)));
  else if (raft.reads === 'read-index' && raft.isRead(command)) onRead(turn, role, { ...input, command });
  else appendEntry(turn, role, { term, kind: 'command', client, request, command });
}

export const notLeader = (role: Role): Reply => ({
  kind: 'not-leader',
  leader: role.kind === 'follower' ? role.leader : null,
});
