// caught by: the bus › is told of a parcel until it has kept the news, and no longer
/**
 * Write the shipping service of a shop that works by event notification. The
 * events are thin: OrderPaid names an order, and that is all it says. Whatever
 * else shipping needs, it asks those who know: `orders` what the order is, and
 * then `users` where its user lives.
 *
 * - The bus delivers an event until it is acknowledged: at least once, and in
 *   any order. Acknowledge every event, also one that comes again and one that
 *   says nothing to you. First write down what must not be forgotten.
 * - Messages get lost, come twice, and overtake each other. Nobody asks in your
 *   place: ask again when the timer of the order fires, after `pause(tries)`
 *   each time. With a new question the tries begin at 0. Never give up: the
 *   order has been paid.
 * - A record under `shipments` is a parcel that leaves the house. There is one
 *   for each order, ever. When it has left, publish OrderShipped, again and
 *   again, until the bus says that it has kept it.
 * - An order that is cancelled, or that does not exist, or whose user is gone,
 *   is closed: it is not shipped, and nobody is asked about it any more. That
 *   it is cancelled can be heard from `orders` and from the bus, and also
 *   before OrderPaid. Once the parcel has left it is too late.
 * - Answers may come that nobody waits for. They change nothing.
 * - The process may crash between any two effects. Memory and timers are gone
 *   then. What was appended to the disk is there at the start, and there the
 *   work goes on: with all that is open, and with nothing that is settled.
 * - The state that comes in is never changed. It is plain data, as are the
 *   effects: no Map, no Set, no class.
 */
import {
  append,
  cancelTimer,
  send,
  setTimer,
  type Disk,
  type Effect,
  type Program,
} from '#course/sim';

/** What shipping hears. */
export type Heard =
  /** From `bus`. The id is the same when the event is delivered again. */
  | { readonly kind: 'event'; readonly id: string; readonly event: OrderEvent }
  /** From `bus`: it has the event that you published, for good. */
  | { readonly kind: 'kept'; readonly id: string }
  /** From `orders`: what the order is; null when there is none. */
  | {
      readonly kind: 'order';
      readonly order: number;
      readonly found: {
        readonly status: 'paid' | 'cancelled';
        readonly user: string;
      } | null;
    }
  /** From `users`: where the user of this order lives; null when gone. */
  | {
      readonly kind: 'user';
      readonly order: number;
      readonly found: { readonly address: string } | null;
    };

export interface OrderEvent {
  readonly type: 'OrderPlaced' | 'OrderPaid' | 'OrderCancelled';
  readonly data: { readonly order: number };
}

/** What shipping says. */
export type Said =
  /** To `bus`: this event need not be delivered again. */
  | { readonly kind: 'acknowledge'; readonly id: string }
  /** To `bus`. The id is the same when it is published again. */
  | {
      readonly kind: 'publish';
      readonly id: string;
      readonly event: {
        readonly type: 'OrderShipped';
        readonly data: { readonly order: number };
      };
    }
  /** To `orders`. */
  | { readonly kind: 'ask-order'; readonly order: number }
  /** To `users`. The answer names the order, so that you know it again. */
  | {
      readonly kind: 'ask-user';
      readonly user: string;
      readonly order: number;
    };

/** The disk: four lists, to each of which records are appended. */
export interface Kept {
  /** Orders of which OrderPaid was heard. */
  readonly paid: readonly number[];
  readonly shipments: readonly Parcel[];
  /** Orders whose OrderShipped the bus has. */
  readonly announced: readonly number[];
  /** Orders that are not to be shipped. */
  readonly closed: readonly number[];
}

export interface Parcel {
  readonly order: number;
  readonly address: string;
}

/** How far an order has got. `tries`: how often it has been asked again. */
export type Progress =
  /** `orders` is asked what it is. */
  | { readonly stage: 'order'; readonly tries: number }
  /** `users` is asked where it goes. */
  | {
      readonly stage: 'address';
      readonly user: string;
      readonly tries: number;
    }
  /** The parcel has left, and the bus is told. */
  | { readonly stage: 'shipped'; readonly tries: number }
  /** Nothing is left to do: it is announced, or closed. */
  | { readonly stage: 'settled' };

/** By number, the orders that shipping knows. */
export type State = Readonly<Record<number, Progress>>;

type Effects = readonly Effect<Heard | Said>[];
type Step = { readonly state: State; readonly effects: Effects };

/** Given: in milliseconds, how long to wait before asking once more. */
export const pause = (tries: number): number =>
  Math.min(100 * 2 ** tries, 1600);

/** Given: the name of the order's timer, and the id of its OrderShipped. */
const timerOf = (order: number): string => `order-${order}`;
const idOf = (order: number): string => `shipped-${order}`;
/** Given: the order in either of the two. */
const orderOf = (name: string): number => Number(name.split('-')[1]);

/** Given: what comes in goes to the function that is about it. */
export const shipping: Program<State, Heard | Said> = {
  init: () => ({}),
  step(state, input) {
    if (input.kind === 'start') return onStart(input.disk);
    if (input.kind === 'timer') return onTimer(state, orderOf(input.timer));
    if (input.kind !== 'message') return { state, effects: [] };
    const { message } = input;
    if (message.kind === 'event')
      return onEvent(state, message.id, message.event);
    if (message.kind === 'order')
      return onOrder(state, message.order, message.found);
    if (message.kind === 'user')
      return onUser(state, message.order, message.found);
    if (message.kind === 'kept') return onKept(state, orderOf(message.id));
    return { state, effects: [] };
  },
};

/** Given: the order is at this stage from now on. `first` is done before anything goes out. */
function moveOn(
  state: State,
  order: number,
  progress: Progress,
  ...first: Effects
): Step {
  return {
    state: { ...state, [order]: progress },
    effects: [...first, ...pursue(order, progress)],
  };
}

/** What goes out for an order at this stage, each time anew. */
function pursue(order: number, progress: Progress): Effects {
  const timer = timerOf(order);
  if (progress.stage === 'settled') return [cancelTimer(timer)];
  const again = setTimer(timer, pause(progress.tries));
  switch (progress.stage) {
    case 'order':
      return [send('orders', { kind: 'ask-order', order }), again];
    case 'address': {
      const { user } = progress;
      return [send('users', { kind: 'ask-user', user, order }), again];
    }
    case 'shipped': {
      const event = { type: 'OrderShipped', data: { order } } as const;
      const id = idOf(order);
      return [send('bus', { kind: 'publish', id, event }), again];
    }
  }
}

/** The process starts, for the first time or after a crash. */
function onStart(disk: Disk): Step {
  const kept: Kept = {
    ...{ paid: [], shipments: [], announced: [], closed: [] },
    ...disk,
  };
  const shipped = kept.shipments.map(({ order }) => order);
  const settled = [...kept.announced, ...kept.closed];
  const state: Record<number, Progress> = {};
  for (const order of settled) state[order] = { stage: 'settled' };
  for (const order of kept.paid)
    state[order] ??= {
      stage: shipped.includes(order) ? 'shipped' : 'order',
      tries: 0,
    };
  const open = kept.paid.filter((order) => !settled.includes(order));
  return {
    state,
    effects: open.flatMap((order) => pursue(order, state[order]!)),
  };
}

/** The bus delivers an event, for the first time or again. */
function onEvent(state: State, id: string, event: OrderEvent): Step {
  const { order } = event.data;
  const acknowledge = send('bus', { kind: 'acknowledge', id } as const);
  const progress = state[order];
  if (event.type === 'OrderPaid' && !progress) {
    const written = append('paid', order);
    const asking: Progress = { stage: 'order', tries: 0 };
    return moveOn(state, order, asking, written, acknowledge);
  }
  if (event.type === 'OrderCancelled' && isUnsent(progress))
    return close(state, order, acknowledge);
  return { state, effects: [acknowledge] };
}

/** `orders` answers. */
function onOrder(
  state: State,
  order: number,
  found: {
    readonly status: 'paid' | 'cancelled';
    readonly user: string;
  } | null,
): Step {
  const progress = state[order];
  if (!progress || !isUnsent(progress)) return { state, effects: [] };
  if (found?.status === 'cancelled') return close(state, order);
  if (progress.stage !== 'order') return { state, effects: [] };
  if (!found) return close(state, order);
  return moveOn(state, order, { stage: 'address', user: found.user, tries: 0 });
}

/** `users` answers. */
function onUser(
  state: State,
  order: number,
  found: { readonly address: string } | null,
): Step {
  if (!found) return close(state, order);
  if (state[order]?.stage !== 'address') return { state, effects: [] };
  const parcel: Parcel = { order, address: found.address };
  const shipped: Progress = { stage: 'shipped', tries: 0 };
  return moveOn(state, order, shipped, append('shipments', parcel));
}

/** The bus has kept OrderShipped. */
function onKept(state: State, order: number): Step {
  if (state[order]?.stage !== 'shipped') return { state, effects: [] };
  const settled: Progress = { stage: 'settled' };
  return moveOn(state, order, settled, append('announced', order));
}

/** Nobody has answered for the order in time. */
function onTimer(state: State, order: number): Step {
  const progress = state[order];
  if (!progress || progress.stage === 'settled') return { state, effects: [] };
  return moveOn(state, order, { ...progress, tries: progress.tries + 1 });
}

/** Given: no parcel of this order has left, and none is forbidden yet. */
function isUnsent(progress: Progress | undefined): boolean {
  return progress?.stage !== 'shipped' && progress?.stage !== 'settled';
}

/** Given: the order will not be shipped, also after a crash. `then` is done last. */
function close(state: State, order: number, ...then: Effects): Step {
  const settled: Progress = { stage: 'settled' };
  const { effects, ...closed } = moveOn(
    state,
    order,
    settled,
    append('closed', order),
  );
  return { ...closed, effects: [...effects, ...then] };
}
