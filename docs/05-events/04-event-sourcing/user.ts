import { Refused, type Decider, type DomainEvent } from '#course/events';

export type UserCommand =
  | { kind: 'CreateUser'; address: string }
  | { kind: 'MoveUser'; address: string }
  | { kind: 'DeleteUser'; by: 'herself' | 'an administrator' };

export type UserEvent =
  | DomainEvent<'UserCreated', { address: string }>
  | DomainEvent<'UserMoved', { address: string }>
  | DomainEvent<'UserDeleted', { by?: string }>;

export type User =
  | { kind: 'unknown' }
  | { kind: 'active'; address: string }
  | { kind: 'deleted' };

export const userDecider = (
  keepsCause: boolean,
): Decider<User, UserCommand, UserEvent> => ({
  initialState: () => ({ kind: 'unknown' }),

  // What happens, or why it must not. Nothing is changed here.
  decide(user, command) {
    if (command.kind === 'CreateUser') {
      const { address } = command;
      if (user.kind !== 'unknown') throw new Refused('The name is taken.');
      return [{ type: 'UserCreated', data: { address } }];
    }
    if (user.kind !== 'active') throw new Refused('There is no such user.');
    if (command.kind === 'DeleteUser') {
      const data = keepsCause ? { by: command.by } : {};
      return [{ type: 'UserDeleted', data }];
    }
    const { address } = command;
    if (address === user.address) return [];
    return [{ type: 'UserMoved', data: { address } }];
  },

  // What is so, now that it has happened. Nothing is refused here.
  evolve(user, event) {
    if (event.type === 'UserDeleted') return { kind: 'deleted' };
    return { kind: 'active', address: event.data.address };
  },
});
