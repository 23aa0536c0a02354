import { describe } from '../sim/describe.ts';
import type { NodeId } from '../sim/index.ts';
import { origin } from './log.ts';
import type { Entry, Log, LogIndex, Role, Server, Term } from './types.ts';

/**
 * What pictures and invariants read of a server: the part that every Raft server has, the core's or one that a learner wrote. A
 * learner's log is a plain list, with entry n at n - 1.
 */
export interface Observed {
  readonly currentTerm: Term;
  readonly votedFor: NodeId | null;
  readonly role: Role['kind'];
  readonly log: Log<unknown>;
  readonly commitIndex: LogIndex;
  readonly lastApplied: LogIndex;
  /** What the entries up to `lastApplied` have made of the machine; undefined where the server does not show it. */
  readonly machine: unknown;
}

/** Null for a state that is no Raft server's. Nothing is copied: it is asked after every event of a run. */
export function observe(state: unknown): Observed | null {
  if (typeof state !== 'object' || state === null) return null;
  const { currentTerm, votedFor, role, log, commitIndex, lastApplied, machine } = state as Partial<
    Server<unknown, unknown>
  >;
  const kind = kindOf(role);
  const known = logOf(log);
  if (kind === null || known === null || !isCount(currentTerm) || !isCount(commitIndex)) return null;
  return {
    currentTerm,
    votedFor: typeof votedFor === 'string' ? votedFor : null,
    role: kind,
    log: known,
    commitIndex,
    lastApplied: isCount(lastApplied) ? lastApplied : commitIndex,
    machine,
  };
}

const kinds: readonly string[] = ['follower', 'pre-candidate', 'candidate', 'leader'];

/** A learner's role may be a word, where the core's says more. */
function kindOf(role: unknown): Role['kind'] | null {
  const kind: unknown = typeof role === 'object' && role !== null && 'kind' in role ? role.kind : role;
  return kinds.includes(kind as string) ? (kind as Role['kind']) : null;
}

function logOf(log: unknown): Log<unknown> | null {
  if (Array.isArray(log)) return { after: origin, entries: log as Entry<unknown>[] };
  const isLog =
    typeof log === 'object' &&
    log !== null &&
    'entries' in log &&
    Array.isArray(log.entries) &&
    'after' in log &&
    typeof log.after === 'object' &&
    log.after !== null;
  return isLog ? (log as Log<unknown>) : null;
}

const isCount = (value: unknown): value is number => typeof value === 'number';

/** What an entry says, in as few words as fit into a cell of a picture: `set x 1`, `no-op`, `members n1 n2 n3`. */
export function wordsOf(entry: Entry<unknown>): string {
  const { term: _, ...content } = entry;
  switch (content.kind) {
    case 'command':
      return describe(content.command);
    case 'no-op':
      return 'no-op';
    case 'configuration':
      return `members ${content.members.join(' ')}`;
    default:
      // A learner's entry may say what it likes.
      return describe('command' in (content as object) ? (content as { command: unknown }).command : content);
  }
}
