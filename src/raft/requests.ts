import { reply, type NodeId, type Request } from '../sim/index.ts';
import { isAdministration, onAdministration } from './administration.ts';
import { advance, appendEntry } from './leader.ts';
import type { Raft } from './options.ts';
import { beginRound } from './replication.ts';
import { changedLeader, type Effects } from './server.ts';
import type { Administration, Leader, Reply, Role, Server } from './types.ts';

/** A request that comes again is appended again: whether it was taken before is known where it is applied (§8). */
export function onRequest<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  input: Request<Command | Administration>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { client, request, command } = input;
  const { role, currentTerm: term } = server;
  if (isAdministration(command)) return onAdministration(raft, server, { ...input, command }, effects);
  if (role.kind !== 'leader') {
    effects.push(reply(input, notLeader(role)));
    return server;
  }
  if (raft.reads === 'read-index' && raft.isRead(command))
    return onRead(raft, server, role, { client, request, command }, effects);
  return appendEntry(raft, server, role, { term, kind: 'command', client, request, command }, effects);
}

export const notLeader = (role: Role): Reply => ({
  kind: 'not-leader',
  leader: role.kind === 'follower' ? role.leader : null,
});

/** ReadIndex: nothing is written, and a majority are asked whether this is still the leader (dissertation §6.4). */
function onRead<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  asked: { readonly client: NodeId; readonly request: number; readonly command: Command },
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { log, commitIndex, currentTerm } = server;
  const index = raft.rules.readIndex(log, commitIndex, currentTerm);
  const reads = [...role.reads, { ...asked, index, round: role.round + 1 }];
  return advance(raft, beginRound(raft, server, changedLeader(role, { reads }), effects), effects);
}
