import { note, reply, send, setTimer, type Effect, type NodeId, type Program } from '../../../sim/index.ts';
import { requestId } from '../architecture.ts';
import type { ShopQuery, ShopReply, ShopRequest } from '../story.ts';
import type { ShopEvent, ShopMessage } from './events.ts';
import { commit, restore, type Kept } from './kept.ts';
import { ask, publishing, stamp, write } from './outgoing.ts';
import type { AnyRow, Reference } from './rows.ts';
import { copy } from './source.ts';
import type { Cause, Progress, Result, Task } from './task.ts';

/** What one service has to say; all the rest is the same for all of them. */
export interface Service<Table> {
  readonly table: Table;
  /** What it publishes when it starts for the first time. */
  readonly first?: readonly ShopEvent[];
  /** How far it comes with a task. It may be asked as often as one likes, and must change nothing. */
  carryOut(kept: Kept<Table>, task: Task): Progress<Table>;
  /** What it owns, for whoever asks. */
  row?(table: Table, about: Reference): AnyRow | undefined;
  answer?(kept: Kept<Table>, query: ShopQuery): readonly string[];
}

export interface ServiceState<Table = unknown> extends Kept<Table> {
  readonly self: NodeId;
}

/**
 * Runs a service so that a crash between any two effects loses nothing that was answered and does nothing twice. A request or an event
 * becomes a task on the disk before it is acknowledged; what comes of it is on the disk before anybody hears of it; and what was sent and
 * not answered is sent again, by a timer and after each start. Receivers know a task by its id and take it once.
 */
export function runService<Table>(
  service: Service<Table>,
): Program<ServiceState<Table>, ShopMessage, ShopRequest, ShopReply> {
  type State = ServiceState<Table>;
  type Effects = Effect<ShopMessage, ShopReply>[];
  type Moved = { readonly state: State; readonly deeds: Effects; readonly out: Effects };

  /** Takes the task on, unless it is known. */
  const take = (state: State, id: string, cause: Cause): State =>
    id in state.finished || state.tasks.some((task) => task.id === id)
      ? state
      : { ...state, tasks: [...state.tasks, { id, cause, answers: {}, asks: null }] };

  /** Carries every task as far as it goes, and again as long as that lets others go on. */
  function proceed(from: State): Moved {
    let moved: Moved = { state: from, deeds: [], out: [] };
    for (const task of from.tasks) {
      const progress = service.carryOut(moved.state, task);
      if (progress.kind === 'wait') continue;
      if (progress.kind === 'done') {
        const before = moved.state;
        moved = finish(moved, task, progress);
        if (moved.state.table !== before.table) break;
      } else if (task.asks !== progress.about) {
        const asking = { ...task, asks: progress.about };
        const tasks = moved.state.tasks.map((each) => (each === task ? asking : each));
        moved = { ...moved, state: { ...moved.state, tasks }, out: [...moved.out, ask(asking)] };
      }
    }
    if (moved.state.table === from.table) return moved;
    const rest = proceed(moved.state);
    return { ...rest, deeds: [...moved.deeds, ...rest.deeds], out: [...moved.out, ...rest.out] };
  }

  function finish({ state, deeds, out }: Moved, task: Task, result: Result<Table>): Moved {
    const { table = state.table, deed, publish = [], reply: answer = null } = result;
    const events = publish.map((each, index) => stamp(state.self, task, each, index));
    const isNew = deed !== undefined && !state.deeds.includes(deed);
    return {
      state: {
        ...state,
        table,
        tasks: state.tasks.filter(({ id }) => id !== task.id),
        finished: { ...state.finished, [task.id]: answer },
        outbox: [...state.outbox, ...events],
        deeds: isNew ? [...state.deeds, deed] : state.deeds,
      },
      deeds: isNew ? [...deeds, write(deed)] : deeds,
      out: [
        ...out,
        ...events.map(publishing),
        ...(task.cause.kind === 'request' && answer ? [reply(task.cause, answer)] : []),
      ],
    };
  }

  /** First the deeds, then all that is known of them, then what others hear. */
  function settle(before: State, changed: State, others: Effects = []) {
    const { state, deeds, out } = proceed(changed);
    const isNewlyOpen = isOpen(state) && !isOpen(before);
    return {
      state,
      effects: [
        ...deeds,
        ...commit(before, state),
        ...others,
        ...out,
        ...(isNewlyOpen ? [setTimer('again', askAgainAfter)] : []),
      ],
    };
  }

  /** What has been sent and not answered, once more. */
  const again = (state: State): Effects =>
    isOpen(state)
      ? [
          ...state.outbox.map(publishing),
          ...state.tasks.filter(({ asks }) => asks !== null).map(ask),
          setTimer('again', askAgainAfter),
        ]
      : [];

  function onRequest(
    state: State,
    cause: Omit<Cause & { kind: 'request' }, 'command'>,
    command: ShopRequest,
  ) {
    if (isQuery(command)) {
      const lines = service.answer?.(state, command) ?? [];
      return { state, effects: [reply(cause, { kind: 'answer', lines } as const)] };
    }
    const id = requestId(cause);
    const known = state.finished[id];
    if (known) return { state, effects: [reply(cause, known)] };
    return settle(state, take(state, id, { ...cause, command }));
  }

  function onMessage(state: State, from: NodeId, message: ShopMessage) {
    switch (message.kind) {
      case 'event': {
        const { event, metadata } = message;
        const { id } = metadata;
        const { about, row } = event.data;
        const copies = row ? copy(state.copies, about, row) : state.copies;
        const taken = take({ ...state, copies }, id, { kind: 'event', event });
        return settle(state, taken, [send(from, { kind: 'acknowledge', delivery: message.delivery, id })]);
      }
      case 'ask': {
        const { task, about } = message;
        const row = service.row?.(state.table, about) ?? null;
        return { state, effects: [send(from, { kind: 'answer', task, about, row } as const)] };
      }
      case 'answer': {
        const { about, row } = message;
        const waiting = state.tasks.find(({ id, asks }) => id === message.task && asks === about);
        if (waiting === undefined) return { state, effects: [] };
        const answers = { ...waiting.answers, [about]: row };
        const tasks = state.tasks.map((each) => (each === waiting ? { ...each, answers, asks: null } : each));
        return settle(state, { ...state, tasks });
      }
      case 'published':
        return settle(state, without(state, message.id));
      case 'rejected':
        return settle(state, without(state, message.id), [note(message.sentence)]);
      default:
        return { state, effects: [] };
    }
  }

  return {
    init: (self) => ({
      self,
      table: service.table,
      copies: {},
      tasks: [],
      finished: {},
      outbox: (service.first ?? []).map((each, index) => stamp(self, { id: 'start' }, each, index)),
      deeds: [],
    }),

    step(state, input) {
      switch (input.kind) {
        case 'start': {
          const restored = { ...state, ...restore(state, input.disk) };
          // What was done, and not yet known to be finished, is finished now; the news goes out with all that waits.
          const { state: next, deeds } = proceed(restored);
          return { state: next, effects: [...deeds, ...commit(restored, next), ...again(next)] };
        }
        case 'timer':
          return { state, effects: again(state) };
        case 'request': {
          const { client, request, command } = input;
          return onRequest(state, { kind: 'request', client, request }, command);
        }
        case 'message':
          return onMessage(state, input.from, input.message);
      }
    },
  };
}

const askAgainAfter = 120;

const isOpen = ({ outbox, tasks }: Kept<unknown>): boolean =>
  outbox.length > 0 || tasks.some(({ asks }) => asks !== null);

const isQuery = (request: ShopRequest): request is ShopQuery =>
  request.kind === 'list-users' || request.kind === 'list-shipped' || request.kind === 'show-revenue';

const without = <Table>(state: ServiceState<Table>, id: string | null): ServiceState<Table> =>
  state.outbox.some(({ metadata }) => metadata.id === id)
    ? { ...state, outbox: state.outbox.filter(({ metadata }) => metadata.id !== id) }
    : state;
