import { cancelTimer, note, reply, send, sendAll } from '#course/sim';
import { setTimer, type NodeId, type Program } from '#course/sim';
import type { System } from '#course/sim';

type Message =
  /** Thin: it names the order, and says nothing else about it. */
  | { readonly kind: 'OrderPaid'; readonly order: number }
  | { readonly kind: 'Question'; readonly order: number }
  | { readonly kind: 'Answer'; readonly order: number };

/** Owns something, and answers whoever asks for it. */
const owner: Program<null, Message> = {
  init: () => null,
  step(state, input) {
    if (input.kind === 'request') {
      const paid: Message = { kind: 'OrderPaid', order: 7 };
      return { state, effects: [send('bus', paid), reply(input, 'paid')] };
    }
    if (input.kind !== 'message' || input.message.kind !== 'Question')
      return { state, effects: [] };
    const { order } = input.message;
    return { state, effects: [send(input.from, { kind: 'Answer', order })] };
  },
};

/** Passes on what it is told. Only the bus knows who listens. */
const bus = (subscribers: readonly NodeId[]): Program<null, Message> => ({
  init: () => null,
  step: (state, input) => ({
    state,
    effects:
      input.kind === 'message' ? sendAll(subscribers, input.message) : [],
  }),
});

/** How many of its questions about the order have been answered. */
type Answered = number | 'not asked';

/** Hears of the order, and asks until it knows enough. */
const subscriber = (asks: readonly NodeId[]): Program<Answered, Message> => ({
  init: () => 'not asked',
  step(answered, input) {
    if (input.kind === 'message' && input.message.kind === 'OrderPaid')
      return answered === 'not asked'
        ? ask(0)
        : { state: answered, effects: [] };
    if (input.kind === 'message' && input.from === asks[Number(answered)])
      return ask(Number(answered) + 1);
    if (input.kind === 'timer') return ask(Number(answered));
    return { state: answered, effects: [] };

    function ask(next: number) {
      const to = asks[next];
      const done = [cancelTimer('ask again'), note('done with order 7')];
      const question: Message = { kind: 'Question', order: 7 };
      return {
        state: next,
        effects: to ? [send(to, question), setTimer('ask again', 100)] : done,
      };
    }
  },
});

export function shop(
  subscribers: Readonly<Record<NodeId, readonly NodeId[]>>,
): System {
  const names = Object.keys(subscribers);
  return {
    nodes: ['orders', 'users', 'taxes', 'bus', ...names],
    program(node) {
      const asks = subscribers[node];
      const program = asks
        ? subscriber(asks)
        : node === 'bus'
          ? bus(names)
          : owner;
      return program as Program<unknown, unknown>;
    },
    readCommand: (words) => words,
  };
}
