import { cancelTimer, note, persist, reply, send, setTimer, type Disk, type Effect, type Input, type NodeId, type Program, type Request } from '../../../sim/index.ts'; // prettier-ignore
import type { Envelope } from '../../handle.ts';
import { requestId } from '../architecture.ts';
import { isQuery, notMine } from '../requests.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import { answered, askFirst, type Waiting } from '../who-is.ts';
import { carryOut, reopen, unwritten, type Journaled } from './journaled.ts';
import type { CommandedMessage } from './messages.ts';
import type { Service } from './service.ts';

export interface CommandedState<State = unknown, Command = unknown, Wish = unknown> extends Journaled<
  State,
  Command,
  Wish
> {
  readonly waiting: readonly Waiting[];
  /** Which rules of the book are in force. `fire deploy of orders` puts the next ones in force, for what is asked from then on. */
  readonly rules: number;
}

type Effects = readonly Effect<CommandedMessage, ShopReply>[];

const sendAgainAfter = 100;

/**
 * A service that owns a command journal. A command is written down, then carried out, then what it wants of others goes out.
 *
 * The power may fail between the second and the third. On the start everything is carried out once more, with the gateways shut: nobody
 * can tell from the replay which wishes left the house. The journal can tell which were answered, because each answer is a command in it.
 * What was not answered goes out again, under the same id, and whoever got it before answers what he answered then.
 */
export function commandSourced<State, Command, Wish extends { readonly id: string }>(
  service: Service<State, Command, Wish>,
): Program<CommandedState<State, Command, Wish>, CommandedMessage, ShopRequest, ShopReply> {
  type Node = CommandedState<State, Command, Wish>;
  interface Result {
    readonly state: Node;
    readonly effects: Effects;
  }
  const { book } = service;

  const sendOut = (open: Node['open']): Effects =>
    open.flatMap((each) => (service.send ? [service.send(each)] : []));
  const watch = ({ open }: Node): Effects =>
    open.length === 0 ? [] : [setTimer('send again', sendAgainAfter)];

  /** A command that has been written down is not written down again. */
  function take(node: Node, envelope: Envelope<Command>): Result {
    if (Object.hasOwn(node.replies, envelope.id)) return { state: node, effects: [] };
    const { node: after, write, wanted } = carryOut(book, node.rules, node, envelope);
    const state = { ...node, ...after };
    const atRest = node.open.length > 0 && state.open.length === 0;
    return {
      state,
      effects: [write, ...sendOut(wanted), ...(atRest ? [cancelTimer('send again')] : watch(state))],
    };
  }

  function takeFrom(node: Node, to: Pick<Waiting, 'client' | 'request'>, command: Command): Result {
    const id = requestId(to);
    const { state, effects } = take(node, { id, command });
    return { state, effects: [...effects, reply(to, state.replies[id]!)] };
  }

  function start(node: Node, disk: Disk): Result {
    const rules = (disk['rules'] ?? node.rules) as number;
    const state = { ...node, ...reopen(book, disk), rules };
    const { length } = state.journal.entries;
    if (length === 0) return { state, effects: [] };
    const replayed = `has carried out ${length} commands again, and nothing of it left the house; ${state.open.length} wishes were never answered`;
    return { state, effects: [note(replayed), ...sendOut(state.open), ...watch(state)] };
  }

  function request(node: Node, { client, request: number, command: asked }: Request<ShopRequest>): Result {
    const to = { client, request: number };
    const say = (answer: ShopReply): Result => ({ state: node, effects: [reply(to, answer)] });
    const refuse = () => say({ kind: 'refused', sentence: notMine(asked) });
    if (isQuery(asked)) {
      const lines = service.answer(asked, node.state);
      return lines ? say({ kind: 'answer', lines }) : refuse();
    }
    const known = node.replies[requestId(to)];
    if (known) return say(known);
    const user = service.asksAbout?.(asked);
    if (user === undefined) {
      const command = service.commandOf(asked);
      return command ? takeFrom(node, to, command) : refuse();
    }
    const { waiting, question } = askFirst(node.waiting, { ...to, command: asked }, user);
    return { state: { ...node, waiting }, effects: [question] };
  }

  function message(node: Node, from: NodeId, heard: CommandedMessage): Result {
    if (heard.kind === 'who-is' && service.describe) {
      const customer = service.describe(node.state, heard.user);
      return { state: node, effects: [send(from, { ...heard, kind: 'that-is', customer })] };
    }
    if (heard.kind === 'that-is') {
      const { asked, waiting } = answered(node.waiting, heard);
      const command = asked && service.commandOf(asked.command, heard.customer);
      if (command) return takeFrom({ ...node, waiting }, asked, command);
    }
    const told = service.told?.(heard);
    return told ? take(node, told) : { state: node, effects: [] };
  }

  /** The journal says under which rules each command was carried out, so that a replay finds the past as it was. */
  function deploy(node: Node): Result {
    const rules = Math.min(node.rules + 1, book.length);
    return {
      state: { ...node, rules },
      effects: [persist('rules', rules), note(`goes on under rules ${rules}`)],
    };
  }

  return {
    init: () => ({ ...unwritten(book), waiting: [], rules: service.rules }),

    step(node, input: Input<CommandedMessage, ShopRequest>) {
      switch (input.kind) {
        case 'start':
          return start(node, input.disk);
        case 'request':
          return request(node, input);
        case 'message':
          return message(node, input.from, input.message);
        case 'timer':
          if (input.timer === 'deploy') return deploy(node);
          return { state: node, effects: [...sendOut(node.open), ...watch(node)] };
      }
    },
  };
}
