import type { NodeId, Program } from '../../sim/index.ts';
import type { ShopReply, ShopRequest } from './story.ts';

export type ShopPrograms = Readonly<Record<NodeId, Program<unknown, unknown, ShopRequest, ShopReply>>>;

/** Who decides on what, and who answers, where owners answer for themselves. */
export const owners: Readonly<Record<ShopRequest['kind'], NodeId>> = {
  'create-user': 'users',
  'move-user': 'users',
  'delete-user': 'users',
  'list-users': 'users',
  'place-order': 'orders',
  'pay-order': 'orders',
  'list-shipped': 'orders',
  'show-revenue': 'invoicing',
};
