import { describe } from '../../sim/describe.ts';
import type { Reply, Message } from '../../raft/types.ts';
import type { Role } from '../../sim/index.ts';
import { inFewWords } from '../SpaceTime/wording.ts';

/** What kind of message it is: each has a shape of its own. */
export type Kind =
  | 'vote'
  | 'pre-vote'
  | 'append'
  | 'heartbeat'
  | 'snapshot'
  | 'timeout-now'
  | 'granted'
  | 'refused'
  | 'request'
  | 'answer'
  | 'other';

/** A message in words, as far as they are known: a learner's server may say anything. */
export interface Saying {
  readonly kind: Kind;
  /** What it is called: `AppendEntries`. A heartbeat is called one. */
  readonly name: string;
  /** Null where it does not say. */
  readonly term: number | null;
  /** What it says, as the end of a sentence; empty when the name says all. */
  readonly says: string;
  /** How many entries it carries. */
  readonly entries: number;
}

type Known = Message<unknown, unknown>;
type Kinded<Kind extends Known['kind']> = Extract<Known, { readonly kind: Kind }>;

/** Messages never change, so each is read once. */
const read = new WeakMap<object, Saying>();

export function sayingOf(message: unknown, role: Role): Saying {
  if (typeof message !== 'object' || message === null) return sayingFrom(message, role);
  let saying = read.get(message);
  if (!saying) read.set(message, (saying = sayingFrom(message, role)));
  return saying;
}

function sayingFrom(message: unknown, role: Role): Saying {
  if (role === 'request')
    return { kind: 'request', name: 'request', term: null, says: `“${describe(message)}”`, entries: 0 };
  if (role === 'reply')
    return { kind: 'answer', name: 'answer', term: null, says: answerInWords(message), entries: 0 };
  const { kind, term } = (message ?? {}) as Partial<Known>;
  const about = { name: kind ?? 'message', term: typeof term === 'number' ? term : null, entries: 0 };
  switch (kind) {
    case 'RequestVote':
    case 'PreVote':
      return {
        ...about,
        kind: kind === 'PreVote' ? 'pre-vote' : 'vote',
        says: candidacyInWords(message as Kinded<'RequestVote'>),
      };
    case 'RequestVoteReply':
    case 'PreVoteReply': {
      const { voteGranted } = message as Kinded<'RequestVoteReply'>;
      return { ...about, kind: voteGranted ? 'granted' : 'refused', says: voteGranted ? 'yes' : 'no' };
    }
    case 'AppendEntries':
      return { ...about, ...appendInWords(message as Kinded<'AppendEntries'>) };
    case 'AppendEntriesReply':
      return { ...about, ...appendedInWords(message as Kinded<'AppendEntriesReply'>) };
    case 'InstallSnapshot': {
      const { snapshot } = message as Kinded<'InstallSnapshot'>;
      const says = `the state after entry ${snapshot?.last?.index}, of term ${snapshot?.last?.term}`;
      return { ...about, kind: 'snapshot', says };
    }
    case 'InstallSnapshotReply': {
      const { matchIndex } = message as Kinded<'InstallSnapshotReply'>;
      return { ...about, kind: 'granted', says: `it has all up to entry ${matchIndex}` };
    }
    case 'TimeoutNow':
      return { ...about, kind: 'timeout-now', says: 'stand for election at once' };
    default:
      return { ...about, kind: 'other', name: inFewWords(message, 30), says: '' };
  }
}

const candidacyInWords = ({ lastLogIndex, lastLogTerm }: Kinded<'RequestVote'>): string =>
  lastLogIndex === 0
    ? 'the sender’s log is empty'
    : `the sender’s last entry is ${lastLogIndex}, of term ${lastLogTerm}`;

function appendInWords(message: Kinded<'AppendEntries'>): Pick<Saying, 'kind' | 'name' | 'says' | 'entries'> {
  const { prevLogIndex, prevLogTerm, leaderCommit } = message;
  const entries = message.entries?.length ?? 0;
  const behind =
    prevLogIndex === 0 ? 'from the start' : `behind entry ${prevLogIndex} of term ${prevLogTerm}`;
  const committed = `committed up to ${leaderCommit}`;
  if (entries === 0)
    return { kind: 'heartbeat', name: 'heartbeat', says: `${behind}; ${committed}`, entries };
  const which = entriesInWords(prevLogIndex + 1, prevLogIndex + entries);
  return { kind: 'append', name: 'AppendEntries', says: `${which}, ${behind}; ${committed}`, entries };
}

function appendedInWords(reply: Kinded<'AppendEntriesReply'>): Pick<Saying, 'kind' | 'says'> {
  if (reply.success)
    return {
      kind: 'granted',
      says: reply.matchIndex === 0 ? 'it agrees' : `it has all up to entry ${reply.matchIndex}`,
    };
  const { conflict } = reply;
  if (conflict == null) return { kind: 'refused', says: 'no' };
  const says =
    conflict.term === null
      ? `its log ends before entry ${conflict.index}`
      : `its entries from ${conflict.index} on are of term ${conflict.term}`;
  return { kind: 'refused', says };
}

function answerInWords(message: unknown): string {
  const reply = message as Partial<Reply> | null;
  if (reply?.kind === 'done') return `“${describe((reply as { output: unknown }).output)}”`;
  if (reply?.kind === 'not-leader') {
    const { leader } = reply as { leader: string | null };
    return leader === null ? '“no leader is known”' : `“ask ${leader}”`;
  }
  if (reply?.kind === 'refused') return `“${(reply as { why: string }).why}”`;
  return `“${describe(message)}”`;
}

/** `entry 4`, `entries 4 and 5`, `entries 4 to 6` */
export const entriesInWords = (first: number, last: number): string =>
  first === last ? `entry ${first}` : `entries ${first} ${last === first + 1 ? 'and' : 'to'} ${last}`;

/** `RequestVote of term 3` */
export const nameInWords = ({ name, term, kind, says }: Saying): string => {
  if (kind === 'request' || kind === 'answer') return `${name} ${says}`;
  const whole = kind === 'heartbeat' ? 'a heartbeat' : name;
  return term === null ? whole : `${whole} of term ${term}`;
};

/** `RequestVote of term 3: its last entry is 5, of term 2` */
export const allInWords = (saying: Saying): string => {
  const name = nameInWords(saying);
  return saying.says === '' || saying.kind === 'request' || saying.kind === 'answer'
    ? name
    : `${name}: ${saying.says}`;
};
