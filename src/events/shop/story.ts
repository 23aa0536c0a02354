import type { Time } from '../../sim/index.ts';

/** What the people of the story want done. The words in which a scenario says it stand behind each. */
export type ShopCommand =
  /** `create ana in Berlin, DE` */
  | {
      readonly kind: 'create-user';
      readonly user: string;
      readonly address: string;
      readonly country: Country;
    }
  /** `move ana to Bonn` */
  | { readonly kind: 'move-user'; readonly user: string; readonly address: string }
  /** `delete ana by herself` or `delete ana by an administrator`: two causes, one fact */
  | { readonly kind: 'delete-user'; readonly user: string; readonly by: DeletedBy }
  /** `order 7: lamp for 100.00 by ana` */
  | {
      readonly kind: 'place-order';
      readonly order: number;
      readonly item: string;
      readonly cents: number;
      readonly user: string;
    }
  /** `pay 7` */
  | { readonly kind: 'pay-order'; readonly order: number };

/** What they want to know: `list users`, `list shipped`, `show revenue`. */
export interface ShopQuery {
  readonly kind: 'list-users' | 'list-shipped' | 'show-revenue';
  /** `list users from position 3`: how far a reader must have read before it answers, where it may lag behind. */
  readonly atLeast?: number;
}

export type ShopRequest = ShopCommand | ShopQuery;

export type Country = 'DE' | 'FR';
export type DeletedBy = 'herself' | 'an administrator';

/** What they hear. */
export type ShopReply =
  /** Where what was written can be read somewhere else, the position that a reader must have come to in order to show it. */
  | { readonly kind: 'done'; readonly position?: number }
  | { readonly kind: 'refused'; readonly sentence: string }
  /** The lines of the answer to a query, as they stand at this reader. */
  | { readonly kind: 'answer'; readonly lines: readonly string[] };

export interface StoryLine {
  readonly at: Time;
  readonly client: string;
  readonly request: ShopRequest;
}

/** What is put to every architecture alike. */
export type Story = readonly StoryLine[];

/**
 * The rules of the orders service. Release 1 takes 10 % off *above* 100.00, where it was to be *from* 100.00 on: release 2 mends that.
 * An order of exactly 100.00 tells them apart.
 */
export type Release = 1 | 2;

/** @returns cents, without tax */
export const totalOf = (release: Release, cents: number): number =>
  (release === 1 ? cents > 10_000 : cents >= 10_000) ? cents - Math.floor(cents / 10) : cents;

/** Percent of the total. */
export const taxRates: Readonly<Record<Country, number>> = { DE: 19, FR: 20 };
