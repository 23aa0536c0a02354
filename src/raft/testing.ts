import type { StateMachine } from '../machines/index.ts';
import type { Effect, NodeId } from '../sim/index.ts';
import type { RaftOptions } from './options.ts';
import { newServer } from './server.ts';
import { raftServer } from './step.ts';
import type { Administration, Entry, Leader, Log, Message, Reply, Server, Term } from './types.ts';

/** One server of n1, n2 and n3, without a world: a step at a time, given what it knows and what happens to it. */

/** A machine that remembers what it was told, and counts. `look` changes nothing. */
export const list: StateMachine<readonly string[], string, number> = {
  initial: [],
  apply: (told, command) =>
    command === 'look'
      ? { state: told, output: told.length }
      : { state: [...told, command], output: told.length + 1 },
};

export type ListServer = Server<readonly string[], string>;
export type ListMessage = Message<readonly string[], string>;

/** The command of index n is `cn`, asked by ana as her request n. */
export const command = (term: Term, index: number): Entry<string> => ({
  term,
  kind: 'command',
  client: 'ana',
  request: index,
  command: `c${index}`,
});

/** A log with an entry of each of these terms. */
export const logOf = (...terms: readonly Term[]): Log<string> => ({
  after: { index: 0, term: 0 },
  entries: terms.map((term, n) => command(term, n + 1)),
});

export const members = ['n1', 'n2', 'n3'];

/** In the term of its last entry, when no other is given. */
export function node(changes: Partial<ListServer> = {}): ListServer {
  const currentTerm = changes.log?.entries.at(-1)?.term ?? 0;
  return { ...newServer('n1', members, list.initial), currentTerm, ...changes };
}

/** That leads, knows of the others nothing, and has sent them all that it has. */
export function leading(changes: Partial<ListServer> = {}, role: Partial<Leader> = {}): ListServer {
  const server = node({ votedFor: 'n1', ...changes });
  const others = server.members.filter((member) => member !== 'n1');
  const each = (value: number) => Object.fromEntries(others.map((member) => [member, value]));
  const next = server.log.after.index + server.log.entries.length + 1;
  const fresh = { nextIndex: each(next), matchIndex: each(0), acknowledged: each(0), reads: [] };
  return { ...server, role: { kind: 'leader', round: 1, checkedRound: 0, ...fresh, ...role } };
}

export interface Seen {
  readonly server: ListServer;
  readonly effects: readonly Effect<ListMessage, Reply>[];
  /** What was sent, and to whom. */
  readonly sent: readonly (readonly [to: NodeId, message: ListMessage])[];
  readonly told: readonly Reply[];
}

/** Without pre-votes, if they are not asked for: the paper has none. */
export function steps(options: RaftOptions<string> = {}) {
  const program = raftServer(list, { preVote: false, isRead: (word) => word === 'look', ...options });
  const see = (server: ListServer, input: Parameters<typeof program.step>[1]): Seen => {
    const { state, effects } = program.step(server, input);
    const sent = effects.flatMap((effect) =>
      effect.kind === 'send' ? [[effect.to, effect.message] as const] : [],
    );
    const told = effects.flatMap((effect) => (effect.kind === 'reply' ? [effect.reply] : []));
    return { server: state, effects, sent, told };
  };
  return {
    program,
    hear: (server: ListServer, from: NodeId, message: ListMessage, clock = 1_000) =>
      see(server, { kind: 'message', clock, from, message }),
    fire: (server: ListServer, timer: 'election' | 'heartbeat', clock = 1_000) =>
      see(server, { kind: 'timer', clock, timer }),
    ask: (server: ListServer, asked: string | Administration, client = 'bo', request = 1) =>
      see(server, { kind: 'request', clock: 1_000, client, request, command: asked }),
  };
}

/** Of a leader of term 1 with nothing to say, unless it has. */
export const appendEntries = (
  changes: Partial<ListMessage & { kind: 'AppendEntries' }> = {},
): ListMessage => ({
  kind: 'AppendEntries',
  term: 1,
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [],
  leaderCommit: 0,
  round: 1,
  ...changes,
});

export const stored = (term: Term, matchIndex: number, round = 1): ListMessage => ({
  kind: 'AppendEntriesReply',
  term,
  round,
  success: true,
  matchIndex,
});

export const requestVote = (term: Term, lastLogIndex: number, lastLogTerm: Term): ListMessage => ({
  kind: 'RequestVote',
  term,
  lastLogIndex,
  lastLogTerm,
});
