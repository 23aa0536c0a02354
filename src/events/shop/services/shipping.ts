import { event } from './events.ts';
import { idIn, type Deed } from './rows.ts';
import type { Service } from './service.ts';
import { orWait, type Source } from './source.ts';
import { done, type Progress } from './task.ts';

/** Ships what is paid, once. The item and the address come from its source. */
export const shipping = (source: Source): Service<null> => ({
  table: null,

  carryOut({ deeds, copies }, task) {
    const { cause } = task;
    if (cause.kind !== 'event' || cause.event.type !== 'OrderPaid') return done();
    const { about } = cause.event.data;
    const paid = idIn(about, 'order')!;
    const shipped = (deed: Deed): Progress<null> =>
      done({ deed, publish: [event('thin', 'OrderShipped', about)] });

    // The parcel is gone, and a crash came before anybody was told, or the event has come under another id.
    const gone = deeds.find(({ order }) => order === Number(paid));
    if (gone) return shipped(gone);
    const order = orWait(source('order', paid, task, copies));
    if (order.kind !== 'found') return order;
    const user = orWait(source('user', order.row.user, task, copies));
    if (user.kind !== 'found') return user;
    const { item } = order.row;
    const { user: name, address } = user.row;
    return shipped({ kind: 'parcel', order: order.row.order, item, user: name, address });
  },
});
