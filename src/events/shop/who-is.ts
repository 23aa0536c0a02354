import { send, type Request } from '../../sim/index.ts';
import type { Send } from '../../sim/program.ts';
import { requestId } from './architecture.ts';
import type { Customer } from './deciders/customer.ts';
import type { ShopCommand } from './story.ts';

export interface WhoIs {
  readonly kind: 'who-is';
  readonly user: string;
  /** What the question is for: it comes back with the answer. */
  readonly id: string;
  readonly correlationId: string;
}

export interface ThatIs extends Omit<WhoIs, 'kind'> {
  readonly kind: 'that-is';
  readonly customer: Customer;
}

/** A request that waits to hear from `users`. In memory only: a client without an answer asks again. */
export type Waiting = Pick<Request<ShopCommand>, 'client' | 'request' | 'command'>;

/** Asks `users` before a request can be decided on. */
export function askFirst(
  waiting: readonly Waiting[],
  { client, request, command }: Waiting,
  user: string,
): { readonly waiting: readonly Waiting[]; readonly question: Send<WhoIs> } {
  const id = requestId({ client, request });
  return {
    waiting: [...waiting.filter((each) => requestId(each) !== id), { client, request, command }],
    question: send('users', { kind: 'who-is', user, id, correlationId: id }),
  };
}

/** The request that an answer is for, if it still waits. */
export function answered(
  waiting: readonly Waiting[],
  { id }: ThatIs,
): { readonly asked: Waiting | undefined; readonly waiting: readonly Waiting[] } {
  const asked = waiting.find((each) => requestId(each) === id);
  return { asked, waiting: waiting.filter((each) => each !== asked) };
}
