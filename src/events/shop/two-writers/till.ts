import { note, reply, send, type Effect, type Program, type Request } from '../../../sim/index.ts';
import { decideOn, rebuild } from '../../decider.ts';
import { requestId } from '../architecture.ts';
import { orders, type OrderCommand } from '../deciders/orders.ts';
import { notMine } from '../requests.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import type { StoreMessage, Stream } from './store.ts';

/** What a writer is about: the requests that it has read for, and not answered yet. */
export type TillState = readonly Open[];

interface Open extends Pick<Request<ShopRequest>, 'client' | 'request'> {
  readonly command: OrderCommand;
}

type Effects = readonly Effect<StoreMessage, ShopReply>[];

const decider = orders(1);
const streamOf = ({ order }: OrderCommand): string => `order-${order}`;

/**
 * A writer that shares a store with others: it reads a stream, decides, and appends. Between the reading and the appending another may
 * have appended.
 *
 * @param expects whether it says what version it has read, so that the store can refuse
 */
export function till(expects: boolean): Program<TillState, StoreMessage, ShopRequest, ShopReply> {
  const read = (open: Open): Effects => [
    send('store', { kind: 'read', stream: streamOf(open.command), id: requestId(open) }),
  ];

  /** A command that stands in the stream by its id has been carried out before, and its answer was lost. */
  function decide(open: Open, { events }: Stream): { readonly done: boolean; readonly effects: Effects } {
    const id = requestId(open);
    const answer = (what: ShopReply) => ({ done: true, effects: [reply(open, what)] });
    if (events.some(({ metadata }) => metadata.causationId === id)) return answer({ kind: 'done' });
    const { state, version } = rebuild(decider, events);
    const decision = decideOn(decider, state, open.command);
    if (decision.kind === 'refused') return answer({ kind: 'refused', sentence: decision.sentence });
    const decided = decision.events.map((event, index) => ({
      event,
      metadata: { id: `${id}.${index + 1}`, causationId: id, correlationId: id },
    }));
    const stream = streamOf(open.command);
    const expected = expects ? version : 'any';
    return {
      done: false,
      effects: [send('store', { kind: 'append', stream, id, events: decided, expected })],
    };
  }

  return {
    init: () => [],

    step(state, input) {
      switch (input.kind) {
        case 'request': {
          const { client, request } = input;
          const command = commandOf(input.command);
          if (!command)
            return { state, effects: [reply(input, { kind: 'refused', sentence: notMine(input.command) })] };
          const open = { client, request, command };
          return { state: [...without(state, requestId(open)), open], effects: read(open) };
        }
        case 'message': {
          const { message } = input;
          const open = state.find((each) => requestId(each) === message.id);
          if (!open || message.kind === 'read' || message.kind === 'append') return { state, effects: [] };
          if (message.kind === 'stream') {
            const { done, effects } = decide(open, message);
            return { state: done ? without(state, message.id) : state, effects };
          }
          if (message.refused === null)
            return { state: without(state, message.id), effects: [reply(open, { kind: 'done' })] };
          // What was decided rests on what is not so any more: read, and decide anew. To append it all the same is to lose what was appended in between.
          return { state, effects: [note(message.refused), ...read(open)] };
        }
        default:
          return { state, effects: [] };
      }
    },
  };
}

const without = (state: TillState, id: string): TillState => state.filter((each) => requestId(each) !== id);

/** Everybody is a customer here. */
function commandOf(request: ShopRequest): OrderCommand | undefined {
  if (request.kind === 'place-order')
    return { ...request, customer: { kind: 'active', address: 'Berlin', country: 'DE' } };
  return request.kind === 'pay-order' ? request : undefined;
}
