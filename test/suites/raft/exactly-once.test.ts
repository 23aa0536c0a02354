import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  applyEntry,
  restore,
  takeSnapshot,
  type ClientId,
  type Entry,
  type Replica,
  type Reply,
} from '#exercise/raft/exactly-once';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const empty = (): Replica => ({ lastApplied: 0, machine: {}, sessions: [] });

/** A replica at work, with what its clients are told. */
function replicaFrom(start = empty(), maxSessions = 9) {
  let replica = start;
  const apply = (entry: Entry): Reply | null => {
    const applied = applyEntry(structuredClone(replica), entry, maxSessions);
    replica = applied.replica;
    return applied.reply;
  };
  return {
    apply,
    register(): ClientId {
      const reply = apply({ kind: 'register' });
      return reply?.kind === 'registered' ? reply.client : NaN;
    },
    send: (client: ClientId, request: number, cents: number, account = 'shared') =>
      apply({ kind: 'command', client, request, command: { account, cents } }),
    replica: () => replica,
    balance: () => replica.machine['shared'] ?? 0,
  };
}

const done = (balance: number) => ({ kind: 'done', output: { done: true, balance } });
const notEnough = (balance: number) => ({ kind: 'done', output: { done: false, balance } });

describe('a client', () => {
  it('gets an id that no other client has, and that none has had', () => {
    const { apply, register } = replicaFrom(empty(), 2);
    const ids = [register(), register(), register()];
    apply({ kind: 'no-op' });
    ids.push(register(), register());
    expect({ ids, different: new Set(ids).size }).toEqual({ ids, different: 5 });
  });

  it('has its commands executed and gets their answers, also when others use the same numbers', () => {
    const { register, send, replica } = replicaFrom();
    const [ana, bo] = [register(), register()];
    const replies = [
      send(ana, 1, 500, 'rent'),
      send(bo, 1, 300, 'food'),
      send(ana, 2, -200, 'rent'),
      send(bo, 2, -301, 'food'),
    ];
    expect({ replies, accounts: replica().machine }).toEqual({
      replies: [done(500), done(300), done(300), notEnough(300)],
      accounts: { rent: 300, food: 300 },
    });
  });

  it('may leave a number out, of a request that never got into the log', () => {
    const { register, send, balance } = replicaFrom();
    const ana = register();
    send(ana, 1, 100);
    send(ana, 4, 20);
    expect(balance()).toBe(120);
  });
});

describe('a command that comes again', () => {
  it('takes effect once, and is answered as it was the first time', () => {
    const { register, send, balance } = replicaFrom();
    const [ana, bo, cy] = [register(), register(), register()];
    const deposit = () => send(ana, 1, 100);
    const withdrawal = () => send(bo, 2, -500);
    const first = [deposit(), withdrawal()];
    send(cy, 3, 700);
    expect({ again: [deposit(), withdrawal()], first, balance: balance() }).toEqual({
      again: [done(100), notEnough(100)],
      first: [done(100), notEnough(100)],
      balance: 800,
    });
  });

  it('after a later one of its client is neither executed nor given another’s answer', () => {
    const { register, send, balance } = replicaFrom();
    const ana = register();
    send(ana, 1, 100);
    send(ana, 2, 20);
    const late = send(ana, 1, 100);
    expect({ late: late?.kind, balance: balance() }).toEqual({ late: 'refused', balance: 120 });
  });
});

describe('a session', () => {
  it('that is not in the table is refused, and nothing is executed for it', () => {
    const { register, send, balance } = replicaFrom();
    const stranger = register() + 100;
    const replies = [send(stranger, 1, 100), send(stranger, 2, 100)].map((reply) => reply?.kind);
    expect({ replies, balance: balance() }).toEqual({ replies: ['refused', 'refused'], balance: 0 });
  });

  it('makes room for a new one when there are too many: the one used longest ago, and a retry is a use', () => {
    const { register, send, replica } = replicaFrom(empty(), 4);
    const clients = { ana: register(), bo: register(), cy: register(), di: register() };
    const { ana, bo, cy } = clients;
    for (const client of [ana, bo, cy]) send(client, 2, 100);
    // One comes late and is refused, one comes again.
    send(ana, 1, 100);
    send(bo, 2, 100);
    const there = (id: ClientId) => replica().sessions.some(({ client }) => client === id);
    const left = () => Object.entries(clients).flatMap(([name, id]) => (there(id) ? [name] : []));
    const afterEach = [1, 2, 3, 4].map(() => (register(), left()));
    expect({ 'still there, as new ones come': afterEach }).toEqual({
      'still there, as new ones come': [['ana', 'bo', 'cy'], ['ana', 'bo'], ['bo'], []],
    });
  });
});

type Happening = { readonly slot: number; readonly request: number; readonly cents: number } | 'register';
const happening = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Happening>('register') },
  {
    weight: 3,
    arbitrary: fc.record({
      slot: fc.nat(4),
      request: fc.integer({ min: 1, max: 3 }),
      cents: fc.integer({ min: -5, max: 9 }),
    }),
  },
);
/** Clients come, send, repeat themselves and fall out of a table of two. */
const histories = fc
  .array(happening, { minLength: 1, maxLength: 16 })
  .map((all) => ['register' as const, ...all]);

/** The log of such a history, with the ids that the clients are given. */
function logOf(history: readonly Happening[]): Entry[] {
  const { apply } = replicaFrom(empty(), 2);
  const ids: ClientId[] = [];
  return history.map((each) => {
    const entry: Entry =
      each === 'register'
        ? { kind: 'register' }
        : {
            kind: 'command',
            client: ids[each.slot % ids.length]!,
            request: each.request,
            command: { account: 'shared', cents: each.cents },
          };
    const reply = apply(entry);
    if (reply?.kind === 'registered') ids.push(reply.client);
    return entry;
  });
}

/** What clients see of a replica that applies these entries. */
function seenOf(start: Replica, entries: readonly Entry[]) {
  const { apply, balance } = replicaFrom(start, 2);
  return { replies: entries.map(apply), balance: balance() };
}

describe('a replica', () => {
  it('that applies the log at another time, by another clock, is told apart by nothing', () => {
    vi.useFakeTimers();
    const live = (startsAt: number, entryTakes: number, dice: number) => {
      vi.spyOn(Math, 'random').mockReturnValue(dice);
      const { register, send, replica } = replicaFrom();
      vi.setSystemTime(startsAt);
      const later = <Result>(result: Result) => (vi.setSystemTime(Date.now() + entryTakes), result);
      const [ana, bo] = [later(register()), later(register())];
      const replies = [send(ana, 1, 100), send(bo, 1, 20), send(ana, 1, 100), send(ana, 2, 3)].map(later);
      return { ids: [ana, bo], replies, replica: replica() };
    };
    const noon = Date.UTC(2026, 10, 24, 12);
    const slow = live(noon, 3_600_000, 0.25);
    expect(slow).toEqual(live(noon + 5_000_000, 1, 0.5));
  });

  it('that restarts from a snapshot goes on as one that did not', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5); // Drawn ids are what the test above asks for.
    const same = fc.property(histories, fc.nat(16), (history, cut) => {
      const log = logOf(history);
      const { apply, replica } = replicaFrom(empty(), 2);
      log.slice(0, cut).forEach(apply);
      const restarted = restore(structuredClone(takeSnapshot(replica())));
      expect(seenOf(restarted, log.slice(cut))).toEqual(seenOf(replica(), log.slice(cut)));
    });
    fc.assert(same, { numRuns: 400 });
  });
});

it('leaves the replica that came in as it was', () => {
  const session = { client: 1, request: 1, output: { done: true, balance: 100 } };
  const before: Replica = { lastApplied: 2, machine: { shared: 100 }, sessions: [session] };
  const was = structuredClone(before);
  const command = { account: 'shared', cents: 20 };
  applyEntry(before, { kind: 'register' }, 1);
  for (const request of [1, 2]) applyEntry(before, { kind: 'command', client: 1, request, command }, 1);
  restore(takeSnapshot(before));
  expect(before).toEqual(was);
});
