import { note, persist, reply, setTimer, type Disk, type Effect, type NodeId, type Program, type Request } from '../../../sim/index.ts'; // prettier-ignore
import { unread, type Projected } from '../../projection.ts';
import { requestId } from '../architecture.ts';
import { ask, following, followTimer, type Following, type Took } from '../feed/follower.ts';
import { isQuery, notMine } from '../requests.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import { listen, told } from './listen.ts';
import type { AnyRow, TablesMessage } from './messages.ts';
import type { RowChanged } from './rows.ts';
import type { ReadModel } from './views.ts';

export interface ReaderOptions<View, Row> {
  readonly model: ReadModel<View, Row>;
  /** Whose changes it reads. */
  readonly of: NodeId;
  readonly answers: ShopRequest['kind'];
  /** False for a reader that stands by until its timer `join` fires: that is the operator's word. */
  readonly joins?: boolean;
}

export interface ReaderState<View = unknown> {
  readonly following: Following<View>;
  readonly joined: boolean;
  /** Questions that want to see more than it has read. */
  readonly waiting: readonly Question[];
}

type Question = Pick<Request<ShopRequest>, 'client' | 'request'> & { readonly atLeast: number };

type Effects = readonly Effect<TablesMessage, ShopReply>[];

/** A client that waits for a reader waits so long, and no longer. */
const patience = 150;
const giveUpOn = 'give up on ';

/** The side that answers: a view of somebody's changes, with a checkpoint. `fire rebuild of it` makes it forget all and read again. */
export function reader<View, Row extends AnyRow>({
  model,
  of,
  answers,
  joins = true,
}: ReaderOptions<View, Row>): Program<ReaderState<View>, TablesMessage, ShopRequest, ShopReply> {
  type Node = ReaderState<View>;
  interface Result {
    readonly state: Node;
    readonly effects: Effects;
  }
  const { projection } = model;
  const fresh = unread(projection);

  const standing = ({ following: { sources } }: Node): Projected<View> => sources[of]!;
  const begin = (node: Node, projected: Projected<View>): Node => ({
    ...node,
    joined: true,
    following: following({ [of]: projected }),
  });

  /** Whoever waited and can be answered by now is answered. */
  function serve(node: Node): Result {
    const { checkpoint, view } = standing(node);
    const lines = model.lines(view);
    const ready = node.waiting.filter(({ atLeast }) => atLeast <= checkpoint);
    return {
      state: { ...node, waiting: node.waiting.filter((each) => !ready.includes(each)) },
      effects: ready.map((each) => reply(each, { kind: 'answer', lines })),
    };
  }

  function start(node: Node, disk: Disk): Result {
    const kept = disk['view'] as Projected<View> | undefined;
    if (kept === undefined && !joins && disk['joined'] !== true) return { state: node, effects: [] };
    const state = begin(node, kept ?? fresh);
    return { state, effects: ask(state.following) };
  }

  /** View and checkpoint are one write: with two, a crash between them would count a change twice, or never. */
  const keep = (node: Node): Effects => [persist('view', standing(node))];

  function hear(node: Node, took: Took<View, RowChanged<Row>>): Result {
    const served = serve({ ...node, following: took.following });
    const wrong = took.outcome.kind === 'stuck' ? [note(took.outcome.sentence)] : [];
    const write = standing(served.state) === standing(node) ? [] : keep(served.state);
    return { state: served.state, effects: [...wrong, ...write, ...took.confirm, ...served.effects] };
  }

  function request(node: Node, { client, request: number, command }: Request<ShopRequest>): Result {
    const to = { client, request: number };
    if (!isQuery(command) || command.kind !== answers)
      return { state: node, effects: [reply(to, { kind: 'refused', sentence: notMine(command) })] };
    const { atLeast = 0 } = command;
    const id = requestId(to);
    const others = node.waiting.filter((each) => requestId(each) !== id);
    const asked = serve({ ...node, waiting: [...others, { ...to, atLeast }] });
    const waits = asked.state.waiting.length > others.length;
    return {
      state: asked.state,
      effects: [...asked.effects, ...(waits ? [setTimer(`${giveUpOn}${id}`, patience)] : [])],
    };
  }

  function giveUp(node: Node, id: string): Result {
    const question = node.waiting.find((each) => requestId(each) === id);
    if (!question) return { state: node, effects: [] };
    const sentence = `This reader has read up to position ${standing(node).checkpoint}, and position ${question.atLeast} was asked for. Ask again later, or ask another reader.`;
    return {
      state: { ...node, waiting: node.waiting.filter((each) => each !== question) },
      effects: [reply(question, { kind: 'refused', sentence })],
    };
  }

  function timer(node: Node, name: string): Result {
    if (name.startsWith(giveUpOn)) return giveUp(node, name.slice(giveUpOn.length));
    if (name === followTimer) return { state: node, effects: ask(node.following) };
    if (name !== 'join' && name !== 'rebuild') return { state: node, effects: [] };
    const state = begin(node, fresh);
    return { state, effects: [persist('joined', true), ...keep(state), ...ask(state.following)] };
  }

  return {
    init: () => ({ following: following({ [of]: fresh }), joined: false, waiting: [] }),

    step(node, input): Result {
      switch (input.kind) {
        case 'start':
          return start(node, input.disk);
        case 'request':
          return request(node, input);
        case 'timer':
          return timer(node, input.timer);
        case 'message':
          if (!node.joined) return { state: node, effects: [] };
          return told(input.message)
            ? hear(node, listen(node.following, projection, of, input.message))
            : { state: node, effects: [] };
      }
    },
  };
}
