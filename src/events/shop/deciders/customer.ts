import type { Country } from '../story.ts';
import type { User } from './users.ts';

/** What the service of the users says about somebody, when it is asked. */
export type Customer =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'active' | 'deleted'; readonly address: string; readonly country: Country };

export function customerOf(user: User): Customer {
  if (user.status === 'none') return { kind: 'unknown' };
  const { status, address, country } = user;
  return { kind: status, address, country };
}
