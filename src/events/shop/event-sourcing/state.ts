import type { Append, Disk } from '../../../sim/index.ts';
import { following, type Following } from '../feed/follower.ts';
import type { Followers } from '../feed/source.ts';
import type { Waiting } from '../who-is.ts';
import type { AddressBook } from './address-book.ts';
import { emptyLog, type Log } from './log.ts';
import type { ShopEvent } from './messages.ts';
import type { Service } from './service.ts';

/** What a service knows. All of it but the log can be lost: it is asked for again, or made of the log. */
export interface SourcedState<State = unknown, Event extends ShopEvent = ShopEvent> {
  readonly log: Log<State, Event>;
  readonly followers: Followers;
  readonly following: Following<AddressBook>;
  readonly waiting: readonly Waiting[];
}

export const blank = ({
  follows,
}: Pick<Service<never, never, never>, 'follows'>): SourcedState<never, never> => ({
  log: emptyLog,
  followers: {},
  following: following(Object.fromEntries(follows.map((source) => [source, { view: {}, checkpoint: 0 }]))),
  waiting: [],
});

/** What the facts of the users say, for a service that follows them. */
export const bookOf = ({ following: { sources } }: Pick<SourcedState, 'following'>): AddressBook =>
  sources['users']?.view ?? {};

/**
 * A crash can fall between a fact and its deed. Folding the facts does no deeds, or each start would send all parcels again; so what
 * the gateway has done is compared with what the facts say, and only the difference is done.
 */
export const undone = <State>(
  states: readonly State[],
  disk: Disk,
  deedOf: (state: State) => Append | undefined = () => undefined,
): readonly Append[] =>
  states.flatMap((state) => {
    const deed = deedOf(state);
    if (!deed) return [];
    const done = (disk[deed.key] ?? []) as readonly OfOrder[];
    return done.some(({ order }) => order === (deed.record as OfOrder).order) ? [] : [deed];
  });

interface OfOrder {
  readonly order: number;
}
