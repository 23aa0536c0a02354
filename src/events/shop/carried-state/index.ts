import type { Architecture } from '../architecture.ts';
import { onABus } from '../services/architecture.ts';
import { invoicing } from '../services/invoicing.ts';
import { orders } from '../services/orders.ts';
import { shipping } from '../services/shipping.ts';
import { lookItUp } from '../services/source.ts';
import { taxes } from '../services/taxes.ts';
import { users } from '../services/users.ts';

const ofUsers = ['UserCreated', 'UserMoved', 'UserDeleted'] as const;

/** Fat events: whoever hears one has all that was known of its subject, keeps a copy, and asks nobody. */
export const carriedState: Architecture = onABus({
  name: 'carried-state',
  services: (release) => ({
    users: users('fat'),
    orders: orders('fat', lookItUp, release),
    taxes: taxes('fat'),
    shipping: shipping(lookItUp),
    invoicing: invoicing(lookItUp),
  }),
  subscribers: {
    orders: [...ofUsers, 'OrderShipped'],
    shipping: [...ofUsers, 'OrderPaid'],
    invoicing: [...ofUsers, 'TaxRateSet', 'OrderPaid'],
  },
});
