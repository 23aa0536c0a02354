import type { Architecture } from '../architecture.ts';
import { onABus } from '../services/architecture.ts';
import { invoicing } from '../services/invoicing.ts';
import { orders } from '../services/orders.ts';
import { shipping } from '../services/shipping.ts';
import { askTheOwner } from '../services/source.ts';
import { taxes } from '../services/taxes.ts';
import { users } from '../services/users.ts';

/** Thin events, and whoever needs more calls back. */
export const notification: Architecture = onABus({
  name: 'notification',
  services: (release) => ({
    users: users('thin'),
    orders: orders('thin', askTheOwner, release),
    taxes: taxes('thin'),
    shipping: shipping(askTheOwner),
    invoicing: invoicing(askTheOwner),
  }),
  subscribers: { orders: ['OrderShipped'], shipping: ['OrderPaid'], invoicing: ['OrderPaid'] },
});
