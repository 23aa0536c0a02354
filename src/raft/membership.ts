import type { NodeId } from '../sim/index.ts';
import { entryAt, extendsLog, lastIndex, termAt } from './log.ts';
import type { Entry, Log, LogIndex, Server, Term } from './types.ts';

type Configuration = Entry<unknown> & { readonly kind: 'configuration' };

type Known = Pick<Server<unknown, unknown>, 'log' | 'snapshot' | 'members' | 'initialMembers'>;

/** The members that the configuration at an index names: the latest one up to there. */
export function membersAt({ log, snapshot, initialMembers }: Known, index: LogIndex): readonly NodeId[] {
  return latestIn(log, log.after.index, index)?.members ?? snapshot?.members ?? initialMembers;
}

/**
 * The members once the log is `log`. A configuration counts from the moment it is stored, and no longer when it is overwritten.
 */
export function membersAfter(before: Known, log: Log<unknown>): readonly NodeId[] {
  return extendsLog(log, before.log)
    ? (latestIn(log, lastIndex(before.log), lastIndex(log))?.members ?? before.members)
    : membersAt({ ...before, log }, lastIndex(log));
}

/**
 * Has it left the cluster? A configuration without it must be committed first: until then it may be the only one that can lead. Of n1 and
 * n2 let n1 lead, store that n2 alone goes on, and crash before n2 hears of it. n2 cannot win, n1 having the longer log, and waits
 * for n1 to ask for its vote (dissertation §4.2.2).
 */
export const hasLeft = (server: Known & Pick<Server<unknown, unknown>, 'self' | 'commitIndex'>): boolean =>
  !server.members.includes(server.self) && !membersAt(server, server.commitIndex).includes(server.self);

/** The latest configuration behind one index, up to another. */
function latestIn(log: Log<unknown>, behind: LogIndex, upTo: LogIndex): Configuration | undefined {
  for (let index = upTo; index > behind; index--) {
    const entry = entryAt(log, index)!;
    if (entry.kind === 'configuration') return entry;
  }
  return undefined;
}

/** The change of the members that is in the log and not committed yet; there is never more than one. */
export const changeUnderWay = (log: Log<unknown>, commitIndex: LogIndex): Configuration | undefined =>
  latestIn(log, commitIndex, lastIndex(log));

/**
 * Why a leader may not change the members now; null when it may. One server at a time: then each majority before shares a server
 * with each majority after (dissertation §4.1). For the same reason one change must be committed before the next begins.
 *
 * And one entry of the leader's own term must be committed first. Without it two leaders could each have a change in hand that the
 * other does not know of, each starting from the same members, and the majorities of the two changes need not meet (Ongaro's
 * correction of 2015).
 */
export function refuseChange(log: Log<unknown>, commitIndex: LogIndex, currentTerm: Term): string | null {
  if (termAt(log, commitIndex) !== currentTerm)
    return 'This leader has committed nothing in its term yet. Ask again in a moment.';
  if (changeUnderWay(log, commitIndex) !== undefined)
    return 'Another change of the members is not committed yet. Ask again when it is.';
  return null;
}
