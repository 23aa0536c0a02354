import { reply, send, type NodeId, type Request } from '../sim/index.ts';
import { appendEntry, track } from './leader.ts';
import { lastIndex } from './log.ts';
import { takeSnapshot } from './machine.ts';
import type { Raft } from './options.ts';
import { notLeader } from './requests.ts';
import type { Effects } from './server.ts';
import type { Administration, Leader, Server } from './types.ts';

const kinds: readonly string[] = [
  'add-server',
  'remove-server',
  'transfer-leadership',
  'take-snapshot',
] satisfies readonly Administration['kind'][];

export const isAdministration = (command: unknown): command is Administration =>
  typeof command === 'object' && command !== null && 'kind' in command && kinds.includes(command.kind as string); // prettier-ignore

export function onAdministration<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  asked: Request<Administration>,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const { role } = server;
  const { command } = asked;
  if (command.kind === 'take-snapshot') {
    effects.push(reply(asked, { kind: 'done', output: server.lastApplied }));
    return takeSnapshot(server);
  }
  if (role.kind !== 'leader') {
    effects.push(reply(asked, notLeader(role)));
    return server;
  }
  switch (command.kind) {
    case 'transfer-leadership':
      effects.push(...transfer(server, role, command.server, asked));
      return server;
    case 'add-server':
    case 'remove-server':
      return changeMembers(raft, server, role, { ...asked, command }, effects);
  }
}

type Change = Request<Administration & { readonly kind: 'add-server' | 'remove-server' }>;

/** A new member counts at once, and gets the log, or a snapshot, as any other that lags. */
function changeMembers<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  role: Leader,
  { client, request, command }: Change,
  effects: Effects<State, Command>,
): Server<State, Command> {
  const members = changedMembers(server.members, command);
  const { log, commitIndex, currentTerm: term } = server;
  const refuse = (why: string) => {
    effects.push(reply({ client, request }, { kind: 'refused', why }));
    return server;
  };
  if (members.length === server.members.length) {
    effects.push(reply({ client, request }, { kind: 'done', output: members }));
    return server;
  }
  if (members.length === 0) return refuse(`${command.server} is the only member. Add another one first.`);
  const why = raft.rules.refuseChange(log, commitIndex, term);
  if (why !== null) return refuse(why);
  const others = members.filter((member) => member !== server.self);
  const tracking = track(role, others, lastIndex(log) + 1);
  const entry = { term, kind: 'configuration', members, client, request } as const;
  return appendEntry(raft, server, tracking, entry, effects);
}

/** In order of their names, so that whoever compares two configurations sees at once whether they are the same. */
function changedMembers(members: readonly NodeId[], { kind, server }: Change['command']): readonly NodeId[] {
  const others = members.filter((member) => member !== server);
  return kind === 'remove-server' ? others : [...others, server].toSorted();
}

/**
 * Asks a member to lead next. All that the log holds has been sent to it before, and so it can win. Should the message be lost, nothing
 * has happened (dissertation §3.10).
 */
function transfer<State, Command>(
  server: Server<State, Command>,
  role: Leader,
  to: NodeId,
  asked: Request<Administration>,
): Effects<State, Command> {
  const { self, members, log, currentTerm: term } = server;
  if (to === self) return [reply(asked, { kind: 'done', output: to })];
  if (!members.includes(to))
    return [reply(asked, { kind: 'refused', why: `${to} is not a member. The members are ${members.join(', ')}.` })]; // prettier-ignore
  if (role.nextIndex[to]! <= lastIndex(log))
    return [reply(asked, { kind: 'refused', why: `${to} lacks entries of the log. Ask again when it has caught up.` })]; // prettier-ignore
  return [send(to, { kind: 'TimeoutNow', term }), reply(asked, { kind: 'done', output: to })];
}
