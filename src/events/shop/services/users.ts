import { nameIsTaken, noSuchUser } from '../refusals.ts';
import { userLine } from '../lines.ts';
import { event, type Telling, type Topic } from './events.ts';
import { idIn, refer, type UserRow } from './rows.ts';
import type { Service } from './service.ts';
import { done, refuse } from './task.ts';

export type UsersTable = Readonly<Record<string, UserRow>>;

/** Owns the users: a table whose rows are overwritten. What a row was before, and why it changed, it does not keep. */
export function users(telling: Telling): Service<UsersTable> {
  const change = (table: UsersTable, type: Topic, row: UserRow) =>
    done({
      table: { ...table, [row.user]: row },
      publish: [event(telling, type, refer('user', row.user), row)],
      reply: { kind: 'done' } as const,
    });

  return {
    table: {},

    carryOut({ table }, { cause }) {
      if (cause.kind !== 'request') return done();
      const { command } = cause;
      if (!('user' in command) || command.kind === 'place-order') return done();
      const row = Object.hasOwn(table, command.user) ? table[command.user] : undefined;
      if (command.kind === 'create-user') {
        const { user, address, country } = command;
        if (row) return refuse(nameIsTaken(user));
        return change(table, 'UserCreated', { user, address, country, deleted: false, version: 1 });
      }
      if (row === undefined || row.deleted) return refuse(noSuchUser(command.user));
      const next = { ...row, version: row.version + 1 };
      // The row says that she is gone. Who wanted it stood in the command, and the command is not kept.
      if (command.kind === 'delete-user') return change(table, 'UserDeleted', { ...next, deleted: true });
      return change(table, 'UserMoved', { ...next, address: command.address });
    },

    row(table, about) {
      const user = idIn(about, 'user');
      return user !== undefined && Object.hasOwn(table, user) ? table[user] : undefined;
    },

    answer: ({ table }) =>
      Object.values(table)
        .filter(({ deleted }) => !deleted)
        .map(userLine),
  };
}
