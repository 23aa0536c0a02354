import { apply, reply } from '../sim/index.ts';
import { discardUpTo, entryAt } from './log.ts';
import { snapshotOf } from './snapshot.ts';
import type { Replicated } from './sessions.ts';
import type { Draft } from './server.ts';
import type { Turn } from './turn.ts';
import type { LogIndex, Server } from './types.ts';

/**
 * Rules for all servers, first (Figure 2): what is committed is applied, in order. A leader answers those who asked it, and their requests
 * are of its own term. Who asked an earlier leader asks again.
 */
export function applyUpTo<State, Command>(
  { raft, server, effects }: Turn<State, Command>,
  commitIndex: LogIndex,
): void {
  if (commitIndex <= server.lastApplied) return;
  const asked = server.role.kind === 'leader' ? server.currentTerm : null;
  let replicated: Replicated<State> = server;
  for (let index = server.lastApplied + 1; index <= commitIndex; index++) {
    const entry = entryAt(server.log, index)!;
    if (entry.kind === 'command') {
      const taken = raft.rules.takeOnce(raft.machine, replicated, entry, raft.maxSessions);
      if (taken.isNew) effects.push(apply(index, entry.command));
      if (entry.term === asked) effects.push(reply(entry, taken.reply));
      replicated = taken;
    } else if (entry.kind === 'configuration' && entry.term === asked) {
      effects.push(reply(entry, { kind: 'done', output: entry.members }));
    }
  }
  server.machine = replicated.machine;
  server.sessions = replicated.sessions;
  server.commitIndex = commitIndex;
  server.lastApplied = commitIndex;
  if (commitIndex - server.log.after.index >= raft.snapshotAfter) takeSnapshot(server);
}

/** Each server on its own, whoever leads: what it has applied is committed, and will not change (§7). */
export function takeSnapshot<State, Command>(server: Draft<Server<State, Command>>): void {
  if (server.lastApplied === server.log.after.index) return;
  server.snapshot = snapshotOf(server);
  server.log = discardUpTo(server.log, server.snapshot.last);
}
