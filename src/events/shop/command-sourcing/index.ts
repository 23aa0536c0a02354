import type { NodeId } from '../../../sim/index.ts';
import type { JournalEntry } from '../../command-journal.ts';
import type { Envelope } from '../../handle.ts';
import type { Architecture, StoreView } from '../architecture.ts';
import type { Order } from '../deciders/orders.ts';
import type { User } from '../deciders/users.ts';
import { recordLine, revenueLine, revenueLines } from '../lines.ts';
import { knownOrders, knownUsers } from '../known.ts';
import { owners, type ShopPrograms } from '../route.ts';
import type { Release } from '../story.ts';
import { shopSystem } from '../system.ts';
import { taxes } from '../taxes.ts';
import type { CommandedMessage } from './messages.ts';
import { commandSourced, type CommandedState } from './program.ts';
import { invoicing, shipping, type InvoicingState, type ShippingState } from './receivers.ts';
import type { Book, Wish } from './rules.ts';
import { orderService, userService } from './services.ts';

/** Users and orders keep what they were told; shipping and invoicing are told what to do. */
export const commandSourcing: Architecture = {
  name: 'command-sourcing',

  system: ({ release = 1, faults } = {}) => shopSystem(programsOf(release), faults),

  route: ({ kind }) => owners[kind],
  stores,
  users: (state) => knownUsers(bookIn<User>(state)),
  orders: (state) => knownOrders(bookIn<Order>(state)),
  readers: ({ kind }) => [owners[kind]],
  answer(query, node, state) {
    if (state === null || node !== owners[query.kind]) return [];
    if (node === 'invoicing') return revenueLines((state as InvoicingState).invoices);
    const { state: book } = state as CommandedState;
    return (
      (node === 'users'
        ? userService.answer(query, book as Book<User>)
        : orderService(1).answer(query, book as Book<Order>)) ?? []
    );
  },
  correlationOf: (message) => (message as CommandedMessage).correlationId,
};

const programsOf = (release: Release): ShopPrograms => ({
  users: commandSourced(userService),
  orders: commandSourced(orderService(release)),
  shipping,
  invoicing,
  taxes,
});

const bookIn = <Entry>(state: unknown): readonly Entry[] =>
  state === null ? [] : Object.values((state as CommandedState<Book<Entry>>).state);

function stores(node: NodeId, state: unknown): readonly StoreView[] {
  if (state === null || node === 'taxes') return [];
  if (node === 'shipping') {
    const { asked, parcels } = state as ShippingState;
    return [
      { name: 'asked', kind: 'queue', rows: asked.map(({ id }) => id) },
      {
        name: 'parcels',
        kind: 'table',
        rows: parcels.map(({ order, address }) => `order ${order} to ${address}`),
      },
    ];
  }
  if (node === 'invoicing')
    return [{ name: 'invoices', kind: 'table', rows: (state as InvoicingState).invoices.map(revenueLine) }];
  const { journal, open, replies } = state as CommandedState<unknown, { readonly kind: string }, Wish>;
  return [
    {
      name: 'journal',
      kind: 'commands',
      rows: journal.entries.map((entry) => tellEntry(entry, replies[entry.command.id]?.kind === 'refused')),
    },
    ...(open.length > 0
      ? [{ name: 'not answered yet', kind: 'queue', rows: open.map(({ wish }) => wish.id) } as const]
      : []),
  ];
}

/** `3 pay-order: order 7 (ana/2, rules 1)` */
export function tellEntry(
  { position, command: { id, command }, rules }: JournalEntry<Envelope<{ readonly kind: string }>>,
  refused: boolean,
): string {
  const { kind, customer: _, ...data } = command as typeof command & { readonly customer?: unknown };
  return `${position} ${kind}: ${recordLine(data)} (${id}, rules ${rules})${refused ? ', refused' : ''}`;
}
