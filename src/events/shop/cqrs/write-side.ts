import { reply, send, type Effect, type NodeId, type Program, type Request } from '../../../sim/index.ts';
import { requestId } from '../architecture.ts';
import type { Customer } from '../deciders/customer.ts';
import {
  admit,
  confirm,
  knownFollowers,
  pushAgain,
  pushTimer,
  spread,
  type Followers,
} from '../feed/source.ts';
import { isQuery, notMine } from '../requests.ts';
import type { ShopCommand, ShopReply, ShopRequest } from '../story.ts';
import { answered, askFirst, type Waiting } from '../who-is.ts';
import type { AnyRow, TablesMessage } from './messages.ts';
import type { Note, Rows, Written } from './rows.ts';
import { emptyTables, feedOf, openTables, write, type Cause, type Tables } from './tables.ts';

/** What each write side has of its own. */
export interface Writer<Row, Command> {
  asksAbout?(request: ShopCommand): string | undefined;
  commandOf(request: ShopCommand, customer?: Customer): Command | undefined;
  write(rows: Rows<Row>, command: Command): Written<Row>;
  describe?(row: Row | undefined): Customer;
  /** The row with what shipping or invoicing has done in it; nothing when that is nothing new. */
  note?(row: Row | undefined, note: Note): Row | undefined;
}

export interface WriteState<Row = unknown> {
  readonly tables: Tables<Row>;
  readonly followers: Followers;
  readonly waiting: readonly Waiting[];
}

type Effects = readonly Effect<TablesMessage, ShopReply>[];

/** The side that decides. It keeps tables, answers no queries, and tells its readers what has changed. */
export function writeSide<Row extends AnyRow, Command>(
  writer: Writer<Row, Command>,
): Program<WriteState<Row>, TablesMessage, ShopRequest, ShopReply> {
  type Node = WriteState<Row>;
  interface Result {
    readonly state: Node;
    readonly effects: Effects;
  }

  function change(node: Node, key: string, row: Row, cause: Cause, isRequest: boolean): Result {
    const {
      tables,
      change: made,
      effect,
    } = write(node.tables, node.followers, { key, row }, cause, isRequest);
    return { state: { ...node, tables }, effects: [effect, ...spread(node.followers, [made])] };
  }

  function carryOut(node: Node, to: Pick<Waiting, 'client' | 'request'>, command: Command): Result {
    const id = requestId(to);
    const written = writer.write(node.tables.rows, command);
    if (typeof written === 'string')
      return { state: node, effects: [reply(to, { kind: 'refused', sentence: written })] };
    const { state, effects } = change(node, written.key, written.row, { id, correlationId: id }, true);
    return { state, effects: [...effects, reply(to, state.tables.replies[id]!)] };
  }

  function request(node: Node, { client, request: number, command: asked }: Request<ShopRequest>): Result {
    const to = { client, request: number };
    const say = (answer: ShopReply): Result => ({ state: node, effects: [reply(to, answer)] });
    if (isQuery(asked)) return say({ kind: 'refused', sentence: notMine(asked) });
    const known = node.tables.replies[requestId(to)];
    if (known) return say(known);
    const user = writer.asksAbout?.(asked);
    if (user === undefined) {
      const command = writer.commandOf(asked);
      return command ? carryOut(node, to, command) : say({ kind: 'refused', sentence: notMine(asked) });
    }
    const { waiting, question } = askFirst(node.waiting, { ...to, command: asked }, user);
    return { state: { ...node, waiting }, effects: [question] };
  }

  function takeNote(node: Node, note: Note): Result {
    const key = String(note.order);
    const row = writer.note?.(node.tables.rows[key], note);
    if (row === undefined) return { state: node, effects: [] };
    return change(node, key, row, { id: `note on ${key}`, correlationId: note.correlationId }, false);
  }

  function message(node: Node, from: NodeId, heard: TablesMessage): Result {
    switch (heard.kind) {
      case 'follow': {
        const { followers, effects } = admit(node.followers, from, heard.after, feedOf(node.tables));
        return { state: { ...node, followers }, effects: effects };
      }
      case 'taken': {
        const { followers, effects } = confirm(node.followers, from, heard.upTo, feedOf(node.tables));
        return { state: { ...node, followers }, effects };
      }
      case 'note':
        return takeNote(node, heard);
      case 'who-is': {
        const customer = writer.describe?.(node.tables.rows[heard.user]);
        if (!customer) return { state: node, effects: [] };
        return { state: node, effects: [send(from, { ...heard, kind: 'that-is', customer })] };
      }
      case 'that-is': {
        const { asked, waiting } = answered(node.waiting, heard);
        if (!asked) return { state: node, effects: [] };
        const known = node.tables.replies[requestId(asked)];
        if (known) return { state: { ...node, waiting }, effects: [reply(asked, known)] };
        const command = writer.commandOf(asked.command, heard.customer);
        return command ? carryOut({ ...node, waiting }, asked, command) : { state: node, effects: [] };
      }
      default:
        return { state: node, effects: [] };
    }
  }

  return {
    init: () => ({ tables: emptyTables, followers: {}, waiting: [] }),

    step(node, input): Result {
      switch (input.kind) {
        case 'start': {
          const state = {
            ...node,
            tables: openTables<Row>(input.disk),
            followers: knownFollowers(input.disk),
          };
          return { state, effects: pushAgain(state.followers, feedOf(state.tables)) };
        }
        case 'request':
          return request(node, input);
        case 'message':
          return message(node, input.from, input.message);
        case 'timer':
          return {
            state: node,
            effects: input.timer === pushTimer ? pushAgain(node.followers, feedOf(node.tables)) : [],
          };
      }
    },
  };
}
