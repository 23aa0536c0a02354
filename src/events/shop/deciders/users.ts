import { Refused, type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
import { nameIsTaken, noSuchUser } from '../refusals.ts';
import type { Country, DeletedBy, ShopCommand } from '../story.ts';

export type UserEvent =
  | DomainEvent<'UserCreated', { readonly user: string; readonly address: string; readonly country: Country }>
  | DomainEvent<'UserMoved', { readonly user: string; readonly address: string }>
  /** One fact with two causes. The event names its cause, or nobody could tell later. */
  | DomainEvent<'UserDeleted', { readonly user: string; readonly by: DeletedBy }>;

export type UserCommand = Extract<
  ShopCommand,
  { readonly kind: 'create-user' | 'move-user' | 'delete-user' }
>;

export type User =
  | { readonly status: 'none' }
  | (Known & { readonly status: 'active' })
  /** Where she lived last stays known: what she paid for is still sent there. */
  | (Known & { readonly status: 'deleted'; readonly by: DeletedBy });

interface Known {
  readonly user: string;
  readonly address: string;
  readonly country: Country;
}

/** One user is one stream. */
export const users: Decider<User, UserCommand, UserEvent> = {
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    const { user } = command;
    if (command.kind === 'create-user') {
      if (state.status !== 'none') throw new Refused(nameIsTaken(user));
      const { address, country } = command;
      return [{ type: 'UserCreated', data: { user, address, country } }];
    }
    if (state.status !== 'active') throw new Refused(noSuchUser(user));
    if (command.kind === 'delete-user') return [{ type: 'UserDeleted', data: { user, by: command.by } }];
    if (command.address === state.address) return [];
    return [{ type: 'UserMoved', data: { user, address: command.address } }];
  },

  evolve(state, { type, data }) {
    switch (type) {
      case 'UserCreated':
        return { status: 'active', ...data };
      case 'UserMoved':
        return state.status === 'none' ? state : { ...state, address: data.address };
      case 'UserDeleted':
        return state.status === 'none' ? state : { ...state, status: 'deleted', by: data.by };
    }
  },
};
