import { reply, send, type NodeId, type Request } from '../sim/index.ts';
import { appendEntry, track } from './leader.ts';
import { lastIndex } from './log.ts';
import { takeSnapshot } from './machine.ts';
import { changeUnderWay } from './membership.ts';
import { notLeader } from './requests.ts';
import type { Turn } from './turn.ts';
import type { Administration, Leader, Reply } from './types.ts';

const kinds: readonly unknown[] = [
  'add-server',
  'remove-server',
  'transfer-leadership',
  'take-snapshot',
] satisfies readonly Administration['kind'][];

export const isAdministration = (command: unknown): command is Administration =>
  typeof command === 'object' && command !== null && 'kind' in command && kinds.includes(command.kind);

export function onAdministration<State, Command>(
  turn: Turn<State, Command>,
  asked: Request<Administration>,
): void {
  const { server, effects } = turn;
  const { role } = server;
  const { command } = asked;
  if (command.kind === 'take-snapshot') {
    takeSnapshot(server);
    effects.push(reply(asked, done(server.lastApplied)));
  } else if (role.kind !== 'leader') {
    effects.push(reply(asked, notLeader(role)));
  } else if (command.kind === 'transfer-leadership') {
    transferLeadership(turn, role, { ...asked, command });
  } else {
    changeMembers(turn, role, { ...asked, command });
  }
}

const done = (output: unknown): Reply => ({ kind: 'done', output });
const refused = (why: string): Reply => ({ kind: 'refused', why });

type Change = Administration & { readonly kind: 'add-server' | 'remove-server' };

/**
 * A new member counts at once, and gets the log, or a snapshot, as any other that lags. (The dissertation has it catch up before it counts,
 * §4.2.1. That is kinder, not safer: of three members and an empty fourth, three must answer, and until the fourth has the log none
 * of the three may be away.)
 */
function changeMembers<State, Command>(
  turn: Turn<State, Command>,
  role: Leader,
  asked: Request<Change>,
): void {
  const { raft, server, effects } = turn;
  const { self, log, commitIndex, currentTerm: term } = server;
  const members = membersWith(server.members, asked.command);
  const underWay = changeUnderWay(log, commitIndex);
  // The same request, once more: it is answered when its entry is committed.
  if (underWay?.client === asked.client && underWay.request === asked.request) return;
  const answer = (what: Reply) => void effects.push(reply(asked, what));
  if (underWay === undefined && members.length === server.members.length) return answer(done(members));
  if (members.length === 0)
    return answer(refused(`${asked.command.server} is the only member. Add another first.`));
  const why = raft.rules.refuseChange(log, commitIndex, term);
  if (why !== null) return answer(refused(why));
  const { client, request } = asked;
  const others = members.filter((member) => member !== self);
  const tracking = track(role, others, lastIndex(log) + 1);
  appendEntry(turn, tracking, { term, kind: 'configuration', members, client, request });
}

const membersWith = (members: readonly NodeId[], { kind, server }: Change): readonly NodeId[] =>
  kind === 'remove-server'
    ? members.filter((member) => member !== server)
    : members.includes(server)
      ? members
      : [...members, server].toSorted();

/**
 * Asks a member to lead next (dissertation §3.10). All that the log holds has been sent to it before, so that it can win when that has
 * arrived. Should the message be lost, nothing has happened.
 */
function transferLeadership<State, Command>(
  { server, effects }: Turn<State, Command>,
  role: Leader,
  asked: Request<Administration & { readonly kind: 'transfer-leadership' }>,
): void {
  const { self, members, log, currentTerm: term } = server;
  const { server: to } = asked.command;
  const answer = (what: Reply) => void effects.push(reply(asked, what));
  if (to === self) return answer(done(to));
  if (!members.includes(to))
    return answer(refused(`${to} is no member. The members are ${members.join(', ')}.`));
  if (role.nextIndex[to]! <= lastIndex(log))
    return answer(refused(`${to} lacks entries of the log. Ask again when it has caught up.`));
  effects.push(send(to, { kind: 'TimeoutNow', term }));
  answer(done(to));
}
