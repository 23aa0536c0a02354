import type { Projection } from '../../projection.ts';
import type { Country } from '../story.ts';
import type { ShopEvent } from './messages.ts';

/** Where everybody lives, made of the facts of the users by services that follow them. */
export type AddressBook = Readonly<
  Record<string, { readonly address: string; readonly country: Country } | undefined>
>;

/** Who is deleted stays in it: what was paid for is still sent. */
export const addresses: Projection<AddressBook, ShopEvent> = {
  initialView: () => ({}),
  project(book, { event: { type, data } }) {
    if (type === 'UserCreated')
      return { ...book, [data.user]: { address: data.address, country: data.country } };
    const entry = type === 'UserMoved' ? book[data.user] : undefined;
    return type === 'UserMoved' && entry
      ? { ...book, [data.user]: { ...entry, address: data.address } }
      : book;
  },
};
