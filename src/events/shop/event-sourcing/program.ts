import {
  note,
  persist,
  reply,
  send,
  setTimer,
  type Disk,
  type Effect,
  type Input,
  type NodeId,
  type Program,
  type Request,
  type Span,
} from '../../../sim/index.ts';
import { readStream } from '../../event-store.ts';
import type { Envelope } from '../../handle.ts';
import { requestId } from '../architecture.ts';
import { ask, following, followTimer, take } from '../feed/follower.ts';
import type { Facts } from '../feed/messages.ts';
import { admit, confirm, feedOf, knownFollowers, pushAgain, pushTimer, spread } from '../feed/source.ts';
import { isQuery, notMine } from '../requests.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import { answered, askFirst, type Waiting } from '../who-is.ts';
import { addresses } from './address-book.ts';
import { obey, openLog, stateOf, statesOf } from './log.ts';
import type { ShopEvent, SourcedMessage } from './messages.ts';
import { answerTo, questionOf, type Service } from './service.ts';
import { blank, bookOf, undone, type SourcedState } from './state.ts';

type Effects = readonly Effect<SourcedMessage, ShopReply>[];

/** How long a thing takes that is done by hand. */
const errandAfter = 40;
const tryAgainAfter = 100;

/** A service that owns an event store. What it knows is a fold of it: a start after a crash reads the log and does nothing else. */
export function eventSourced<State, Command extends { readonly kind: string }, Event extends ShopEvent>(
  service: Service<State, Command, Event>,
): Program<SourcedState<State, Event>, SourcedMessage, ShopRequest, ShopReply> {
  type Node = SourcedState<State, Event>;
  interface Result {
    readonly state: Node;
    readonly effects: Effects;
  }
  const { decider } = service;

  /** The fact first, then the deed, then the news: whatever a crash cuts off behind the fact, the fact brings about again. */
  function execute(
    node: Node,
    stream: string,
    envelope: Envelope<Command>,
  ): Result & { readonly refused: string | null } {
    const { log, refused, recorded, writes } = obey(decider, node.log, stream, envelope);
    const state = { ...node, log };
    if (recorded.length === 0) return { state, refused, effects: writes };
    const deed = service.deed?.(stateOf(decider, log, stream));
    return {
      state,
      refused,
      effects: [
        ...writes,
        ...(deed ? [deed] : []),
        ...spread(node.followers, recorded),
        ...timerFor(state, stream),
      ],
    };
  }

  const errandOf = (node: Node, stream: string) =>
    service.errand?.(stateOf(decider, node.log, stream), bookOf(node));

  const timerFor = (node: Node, stream: string, after: Span = errandAfter): Effects =>
    errandOf(node, stream) === undefined ? [] : [setTimer(`errand ${stream}`, after)];

  function start(node: Node, disk: Disk): Result {
    const log = openLog<State, Event>(disk);
    const sources = (disk['following'] ?? node.following.sources) as Node['following']['sources'];
    const state = { ...node, log, followers: knownFollowers(disk), following: following(sources) };
    const states = statesOf(decider, log);
    const { length } = log.store.events;
    const snapshots = Object.keys(log.snapshots).length;
    const rebuilt = `has made up ${states.size} streams from ${length} events, ${snapshots} of them from a snapshot on`;
    return {
      state,
      effects: [
        ...(length === 0 ? [] : [note(rebuilt)]),
        ...undone([...states.values()], disk, service.deed),
        ...ask(state.following),
        ...pushAgain(state.followers, feedOf(log.store)),
        ...[...states.keys()].flatMap((stream) => timerFor(state, stream)),
      ],
    };
  }

  function request(node: Node, { client, request: number, command: asked }: Request<ShopRequest>): Result {
    const to = { client, request: number };
    const refuse = (sentence: string): Effects => [reply(to, { kind: 'refused', sentence })];
    if (isQuery(asked)) {
      const lines = service.answer?.(asked, [...statesOf(decider, node.log).values()]);
      return {
        state: node,
        effects: lines ? [reply(to, { kind: 'answer', lines })] : refuse(notMine(asked)),
      };
    }
    const user = service.asksAbout?.(asked);
    if (user === undefined) {
      const command = service.commandOf?.(asked);
      return command ? carryOut(node, to, command) : { state: node, effects: refuse(notMine(asked)) };
    }
    const { waiting, question } = askFirst(node.waiting, { ...to, command: asked }, user);
    return { state: { ...node, waiting }, effects: [question] };
  }

  function carryOut(node: Node, to: Pick<Waiting, 'client' | 'request'>, command: Command): Result {
    const { refused, ...done } = execute(node, service.streamOf(command), { id: requestId(to), command });
    const answer: ShopReply = refused === null ? { kind: 'done' } : { kind: 'refused', sentence: refused };
    return { state: done.state, effects: [...done.effects, reply(to, answer)] };
  }

  /** Reacts, then writes down how far it has read, then says so. An event that comes again is known by the facts it has caused. */
  function hear(node: Node, from: NodeId, facts: Facts<ShopEvent>): Result {
    const took = take(node.following, addresses, from, facts);
    let result: Result = { state: { ...node, following: took.following }, effects: [] };
    for (const { event, metadata } of took.fresh) {
      const command = service.react?.(event);
      if (command === undefined) continue;
      const next = execute(result.state, service.streamOf(command), answerTo(metadata, command));
      result = { state: next.state, effects: [...result.effects, ...next.effects] };
    }
    const read = took.fresh.length === 0 ? [] : [persist('following', took.following.sources)];
    return { state: result.state, effects: [...result.effects, ...read, ...took.confirm] };
  }

  /** What finishes a stream is caused by what happened in it last. */
  function finish(node: Node, stream: string, answer?: Command): Result {
    const { metadata } = readStream(node.log.store, stream).at(-1)!;
    const errand = errandOf(node, stream);
    if (errand === undefined) return { state: node, effects: [] };
    const command = answer ?? (errand.kind === 'do' ? errand.command : undefined);
    if (command !== undefined) return execute(node, stream, answerTo(metadata, command));
    return {
      state: node,
      effects: [
        ...(errand.kind === 'ask' ? [questionOf(errand, metadata)] : []),
        ...timerFor(node, stream, tryAgainAfter),
      ],
    };
  }

  function message(node: Node, from: NodeId, heard: SourcedMessage): Result {
    switch (heard.kind) {
      case 'follow': {
        const { followers, effects } = admit(node.followers, from, heard.after, feedOf(node.log.store));
        return { state: { ...node, followers }, effects };
      }
      case 'taken': {
        const { followers, effects } = confirm(node.followers, from, heard.upTo, feedOf(node.log.store));
        return { state: { ...node, followers }, effects };
      }
      case 'facts':
        return hear(node, from, heard);
      case 'who-is': {
        const customer = service.describe?.(stateOf(decider, node.log, `user-${heard.user}`));
        if (!customer) return { state: node, effects: [] };
        return { state: node, effects: [send(from, { ...heard, kind: 'that-is', customer })] };
      }
      case 'that-is': {
        const { asked, waiting } = answered(node.waiting, heard);
        const command = asked && service.commandOf?.(asked.command, heard.customer);
        return command ? carryOut({ ...node, waiting }, asked, command) : { state: node, effects: [] };
      }
      default: {
        const command = service.commandOfAnswer?.(heard);
        if (command === undefined) return { state: node, effects: [] };
        return finish(node, service.streamOf(command), command);
      }
    }
  }

  return {
    init: () => blank(service),

    step(node, input: Input<SourcedMessage, ShopRequest>) {
      switch (input.kind) {
        case 'start':
          return start(node, input.disk);
        case 'request':
          return request(node, input);
        case 'message':
          return message(node, input.from, input.message);
        case 'timer': {
          if (input.timer === pushTimer)
            return { state: node, effects: pushAgain(node.followers, feedOf(node.log.store)) };
          if (input.timer === followTimer) return { state: node, effects: ask(node.following) };
          return finish(node, input.timer.replace(/^errand /, ''));
        }
      }
    },
  };
}
