import type { Country, DeletedBy } from '../story.ts';
import type { User } from './users.ts';

/** What the service of the users says about somebody, when it is asked. */
export type Customer =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'active'; readonly address: string; readonly country: Country }
  | {
      readonly kind: 'deleted';
      readonly by: DeletedBy;
      readonly address: string;
      readonly country: Country;
    };

export function customerOf(user: User): Customer {
  if (user.status === 'none') return { kind: 'unknown' };
  const { address, country } = user;
  return user.status === 'active'
    ? { kind: 'active', address, country }
    : { kind: 'deleted', by: user.by, address, country };
}
