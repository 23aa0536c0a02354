import { event, type Topic } from './events.ts';
import { idIn, type Deed, type OrderRow, type Rows, type UserRow } from './rows.ts';
import type { Service } from './service.ts';
import { orWait, type Found, type Source, type Waiting } from './source.ts';
import { done, type Progress } from './task.ts';

type Look = <Of extends keyof Rows>(
  of: Of,
  id: string,
) => Exclude<Found<Rows[Of]>, { kind: 'missing' }> | Waiting;

/** What follows from a payment: one deed for each order, of what is known of it and of its user, and an event that says so. */
export const oncePaid =
  (
    source: Source,
    tells: Topic,
    deedFor: (
      order: OrderRow,
      user: UserRow,
      look: Look,
    ) => Deed | Exclude<ReturnType<Look>, { kind: 'found' }>,
  ): Service<null>['carryOut'] =>
  ({ deeds, copies }, task) => {
    const { cause } = task;
    if (cause.kind !== 'event' || cause.event.type !== 'OrderPaid') return done();
    const { about } = cause.event.data;
    const paid = idIn(about, 'order')!;
    const finish = (deed: Deed): Progress<null> => done({ deed, publish: [event('thin', tells, about)] });

    // It is done, and a crash came before anybody was told, or the event has come under another id.
    const before = deeds.find(({ order }) => order === Number(paid));
    if (before) return finish(before);
    const look: Look = (of, id) => orWait(source(of, id, task, copies));
    const order = look('order', paid);
    if (order.kind !== 'found') return order;
    const user = look('user', order.row.user);
    if (user.kind !== 'found') return user;
    const deed = deedFor(order.row, user.row, look);
    return deed.kind === 'ask' || deed.kind === 'wait' ? deed : finish(deed);
  };
