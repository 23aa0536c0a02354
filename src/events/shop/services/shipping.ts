import { oncePaid } from './once-paid.ts';
import type { Service } from './service.ts';
import type { Source } from './source.ts';

/** Ships what is paid, once. The item and the address come from its source. */
export const shipping = (source: Source): Service<null> => ({
  table: null,

  carryOut: oncePaid(source, 'OrderShipped', ({ order, item }, { user, address }) => ({
    kind: 'parcel',
    order,
    item,
    user,
    address,
  })),
});
