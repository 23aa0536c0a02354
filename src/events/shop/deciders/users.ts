import { Refused, type Decider } from '../../decider.ts';
import type { DomainEvent } from '../../event.ts';
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
  | { readonly status: 'active'; readonly address: string; readonly country: Country }
  /** Where she lived last stays known: what she paid for is still sent there. */
  | {
      readonly status: 'deleted';
      readonly by: DeletedBy;
      readonly address: string;
      readonly country: Country;
    };

/** One user is one stream. */
export const users: Decider<User, UserCommand, UserEvent> = {
  initialState: () => ({ status: 'none' }),

  decide(state, command) {
    const { user } = command;
    if (command.kind === 'create-user') {
      if (state.status === 'active')
        throw new Refused(`There is a user ${user} already. Choose another name.`);
      if (state.status === 'deleted')
        throw new Refused(
          `A user ${user} was deleted, and her name is not given away again. Choose another.`,
        );
      const { address, country } = command;
      return [{ type: 'UserCreated', data: { user, address, country } }];
    }
    if (state.status === 'none') throw new Refused(`There is no user ${user}. Create the user first.`);
    if (state.status === 'deleted') throw new Refused(`${user} was deleted by ${state.by} before.`);
    if (command.kind === 'delete-user') return [{ type: 'UserDeleted', data: { user, by: command.by } }];
    if (command.address === state.address) return [];
    return [{ type: 'UserMoved', data: { user, address: command.address } }];
  },

  evolve(state, { type, data }) {
    switch (type) {
      case 'UserCreated':
        return { status: 'active', address: data.address, country: data.country };
      case 'UserMoved':
        return state.status === 'none' ? state : { ...state, address: data.address };
      case 'UserDeleted':
        return state.status === 'none' ? state : { ...state, status: 'deleted', by: data.by };
    }
  },
};
