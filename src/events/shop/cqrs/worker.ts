import { persist, reply, send, setTimer, type Append, type Disk, type Effect, type Program, type Span } from '../../../sim/index.ts'; // prettier-ignore
import { unread, type Projected, type Projection } from '../../projection.ts';
import type { Customer } from '../deciders/customer.ts';
import { ask, following, followTimer, type Following, type Took } from '../feed/follower.ts';
import { notMine } from '../requests.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import { listen, told } from './listen.ts';
import type { TablesMessage } from './messages.ts';
import type { Note, OrderRow, RowChanged } from './rows.ts';

/** What is to be done about an order, and for whose sake. */
export interface Job {
  readonly row: OrderRow;
  readonly correlationId: string;
}

/** What each worker has of its own. */
export interface Trade<Deed extends { readonly order: number }> {
  /** The key on the disk under which the deeds are appended: each append is one deed. */
  readonly key: string;
  /** Whether the row says that there is something to do. Once the row says that it is done, there is not. */
  isOpen(row: OrderRow): boolean;
  /** What can be said as soon as it is begun. */
  begun?: Note['what'];
  done(deed: Deed): Note['what'];
  /** The deed, or whom else to ask, once it is known where the customer lives. */
  withCustomer(job: Job, customer: Exclude<Customer, { readonly kind: 'unknown' }>): Deed | TaxQuestion;
  withRate?(job: Job, percent: number): Deed;
  doIt(deed: Deed): Append;
}

export interface TaxQuestion {
  readonly country: Exclude<Customer, { readonly kind: 'unknown' }>['country'];
}

type Jobs = Readonly<Record<string, Job>>;

export interface WorkState<Deed = unknown> {
  readonly following: Following<Jobs>;
  readonly deeds: readonly Deed[];
}

type Effects = readonly Effect<TablesMessage, ShopReply>[];

/** How long a thing takes that is done by hand. */
const workAfter = 40;
const tryAgainAfter = 100;

/** Reads the changes of the orders, and does something outside about some of them, once each. */
export function worker<Deed extends { readonly order: number }>(
  trade: Trade<Deed>,
): Program<WorkState<Deed>, TablesMessage, ShopRequest, ShopReply> {
  type Node = WorkState<Deed>;
  interface Result {
    readonly state: Node;
    readonly effects: Effects;
  }

  const open: Projection<Jobs, RowChanged<OrderRow>> = {
    initialView: () => ({}),
    project(jobs, { stream, event: { data: row }, metadata: { correlationId = '' } }) {
      if (trade.isOpen(row)) return { ...jobs, [stream]: { row, correlationId } };
      return Object.fromEntries(Object.entries(jobs).filter(([key]) => key !== stream));
    },
  };

  const standing = ({ following: { sources } }: Node): Projected<Jobs> => sources['orders']!;
  const jobOf = (node: Node, order: number): Job | undefined => standing(node).view[order];
  const deedFor = ({ deeds }: Node, order: number) => deeds.find((deed) => deed.order === order);

  const tell = ({ row: { order }, correlationId }: Job, what: Note['what']) =>
    send('orders', { kind: 'note', order, what, correlationId } as const);

  /** As long as the row does not say that it is done, it is done, or said again. */
  const work = (node: Node): Effects => {
    const jobs = Object.values(standing(node).view);
    const next = jobs.map((job) => {
      const { order, user } = job.row;
      const deed = deedFor(node, order);
      if (deed) return tell(job, trade.done(deed));
      const { correlationId } = job;
      return send('users', { kind: 'who-is', user, id: String(order), correlationId } as const);
    });
    return [...next, ...watch(node, tryAgainAfter)];
  };

  const watch = (node: Node, after: Span = workAfter): Effects =>
    Object.keys(standing(node).view).length === 0 ? [] : [setTimer('work', after)];

  function finish(node: Node, job: Job, deed: Deed): Result {
    if (deedFor(node, deed.order)) return { state: node, effects: [] };
    return {
      state: { ...node, deeds: [...node.deeds, deed] },
      effects: [trade.doIt(deed), tell(job, trade.done(deed))],
    };
  }

  function start(node: Node, disk: Disk): Result {
    const jobs = (disk['jobs'] ?? unread(open)) as Projected<Jobs>;
    const deeds = (disk[trade.key] ?? []) as readonly Deed[];
    const state = { ...node, deeds, following: following({ orders: jobs }) };
    return { state, effects: [...ask(state.following), ...watch(state)] };
  }

  function hear(node: Node, took: Took<Jobs, RowChanged<OrderRow>>): Result {
    const before = standing(node);
    const state = { ...node, following: took.following };
    const after = standing(state);
    const jobs = Object.entries(after.view).filter(([key]) => !Object.hasOwn(before.view, key));
    const { begun } = trade;
    return {
      state,
      effects: [
        ...(after === before ? [] : [persist('jobs', after)]),
        ...took.confirm,
        ...(begun ? jobs.map(([, job]) => tell(job, begun)) : []),
        ...(jobs.length > 0 ? watch(state) : []),
      ],
    };
  }

  function message(node: Node, heard: TablesMessage): Result {
    const nothing = { state: node, effects: [] };
    if (told(heard)) return hear(node, listen(node.following, open, 'orders', heard));
    if (heard.kind === 'rate') {
      const job = jobOf(node, heard.order);
      return job && trade.withRate ? finish(node, job, trade.withRate(job, heard.percent)) : nothing;
    }
    if (heard.kind !== 'that-is' || heard.customer.kind === 'unknown') return nothing;
    const job = jobOf(node, Number(heard.id));
    if (!job) return nothing;
    const next = trade.withCustomer(job, heard.customer);
    if ('order' in next) return finish(node, job, next);
    const { correlationId, row: { order } } = job; // prettier-ignore
    return {
      state: node,
      effects: [send('taxes', { kind: 'rate-of', order, correlationId, country: next.country })],
    };
  }

  return {
    init: () => ({ following: following({ orders: unread(open) }), deeds: [] }),

    step(node, input): Result {
      switch (input.kind) {
        case 'start':
          return start(node, input.disk);
        case 'message':
          return message(node, input.message);
        case 'timer':
          return { state: node, effects: input.timer === followTimer ? ask(node.following) : work(node) };
        case 'request':
          return {
            state: node,
            effects: [reply(input, { kind: 'refused', sentence: notMine(input.command) })],
          };
      }
    },
  };
}
