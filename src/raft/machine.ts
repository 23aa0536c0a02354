import { apply, reply } from '../sim/index.ts';
import { discardUpTo, entryAt } from './log.ts';
import type { Raft } from './options.ts';
import { changed, type Effects } from './server.ts';
import type { Replicated } from './sessions.ts';
import { snapshotOf } from './snapshot.ts';
import type { LogIndex, Server } from './types.ts';

/** Rules for all servers, first (Figure 2): what is committed is applied, in order. A leader answers those who asked for it. */
export function applyCommitted<State, Command>(
  raft: Raft<State, Command>,
  server: Server<State, Command>,
  commitIndex: LogIndex,
  effects: Effects<State, Command>,
): Server<State, Command> {
  if (commitIndex <= server.lastApplied) return server;
  const leads = server.role.kind === 'leader';
  let replicated: Replicated<State> = server;
  for (let index = server.lastApplied + 1; index <= commitIndex; index++) {
    const entry = entryAt(server.log, index)!;
    if (entry.kind === 'command') {
      const taken = raft.rules.takeOnce(raft.machine, replicated, entry, raft.maxSessions);
      if (taken.isNew) effects.push(apply(index, entry.command));
      if (leads) effects.push(reply(entry, taken.reply));
      replicated = taken;
    } else if (entry.kind === 'configuration' && leads) {
      effects.push(reply(entry, { kind: 'done', output: entry.members }));
    }
  }
  const { machine, sessions } = replicated;
  const applied = changed(server, { commitIndex, lastApplied: commitIndex, machine, sessions });
  return commitIndex - applied.log.after.index < raft.snapshotAfter ? applied : takeSnapshot(applied);
}

/** Each server on its own, whoever leads: what it has applied is committed, and will not change (§7). */
export function takeSnapshot<State, Command>(server: Server<State, Command>): Server<State, Command> {
  if (server.lastApplied === server.log.after.index) return server;
  const snapshot = snapshotOf(server);
  return changed(server, { snapshot, log: discardUpTo(server.log, snapshot.last) });
}
