import { send, type Append, type NodeId } from '../../../sim/index.ts';
import type { NewEvent } from '../../event.ts';
import { handOver, post } from '../deeds.ts';
import type { ShopEvent } from './events.ts';
import { ownerOf, type Deed } from './rows.ts';
import type { Task } from './task.ts';

export const ask = ({ id, asks }: Task) =>
  send(ownerOf(asks!), { kind: 'ask', task: id, about: asks! } as const);

export const publishing = (event: NewEvent<ShopEvent>) => send('bus', { kind: 'publish', ...event } as const);

export const stamp = (
  self: NodeId,
  { id }: Pick<Task, 'id'>,
  event: ShopEvent,
  index: number,
): NewEvent<ShopEvent> => ({
  event,
  metadata: { id: `${id}.${self}${index + 1}`, causationId: id, correlationId: id.split('.')[0]! },
});

export function write(deed: Deed): Append {
  if (deed.kind === 'parcel') {
    const { kind: _, ...parcel } = deed;
    return handOver(parcel);
  }
  const { kind: _, ...invoice } = deed;
  return post(invoice);
}
