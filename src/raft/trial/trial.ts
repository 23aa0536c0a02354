import type { Intervention, LinkFaults, NodeId, Random, Time, World } from '../../sim/index.ts';
import { observe, type Observed } from '../observed.ts';
import type { LogIndex } from '../types.ts';
import { trafficOf, type Traffic } from './traffic.ts';

/** A request of a client: whose, and which of them. */
export interface Asked {
  readonly client: NodeId;
  readonly request: number;
}

/**
 * A cluster of servers that somebody wrote, driven by hand: who leads is known only while it runs, and so is whom to cut off. All that is
 * done to it goes into the script of its world, by which the run can be told and repeated.
 */
export interface Trial {
  readonly servers: readonly NodeId[];
  /** Null for a server that is down. */
  look(server: NodeId): Observed | null;
  /** Those that run, and are not cut off. */
  connected(): readonly NodeId[];
  traffic(): Traffic;

  wait(time: Time): void;
  /** Lets time pass until something is found. `lack`: what is still the case where it is not. */
  until<Found>(lack: string, find: () => Found | undefined): Found;
  /** The one that leads, in the latest term of those that are connected: waited for, if need be. */
  leader(): NodeId;

  /** Asks the leader, unless it is to be another server. */
  ask(command: string, options?: { readonly client?: NodeId; readonly to?: NodeId }): Asked;
  isAnswered(asked: Asked): boolean;
  /** Waits until all of these are answered. */
  answered(asked: readonly Asked[]): void;
  /** Waits until they are, and so many servers know all that is committed; all that are connected when left out. */
  agree(asked?: readonly Asked[], servers?: number): void;

  /** These are cut off from all other servers, and from each other. Clients reach everybody. */
  cutOff(...servers: readonly NodeId[]): void;
  rejoin(...servers: readonly NodeId[]): void;
  crash(...servers: readonly NodeId[]): void;
  restart(...servers: readonly NodeId[]): void;
  do(what: Intervention): void;

  /** @throws TrialError with the sentence when it does not hold */
  expect(holds: boolean, sentence: string): void;
}

/** A trial whose title says what it promises. */
export interface NamedTrial {
  readonly title: string;
  readonly servers: number;
  /** How the network is from the beginning on. */
  readonly network?: Partial<LinkFaults>;
  drive(trial: Trial, random: Random): void;
}

/** Not what the servers may never do, but what they should have done by now. */
export class TrialError extends Error {
  override readonly name = 'TrialError';
}

/** How long a cluster that can do what is asked may take for it, and how often one looks, in milliseconds. */
const patience: Time = 2_000;
const glance: Time = 5;

/**
 * @param run lets time pass up to a moment, and throws when a promise is broken on the way
 * @param committed up to where anything was committed by now
 */
export function createTrial(world: World, run: (until: Time) => void, committed: () => LogIndex): Trial {
  let apart: readonly NodeId[] = [];
  const requests = new Map<NodeId, number>();
  const isAnswered = answersIn(world);

  function look(server: NodeId): Observed | null {
    if (world.status(server) === 'down') return null;
    const seen = observe(world.state(server));
    if (seen) return seen;
    throw new TrialError(
      `The state of ${server} does not show currentTerm, role, log and commitIndex any more, by which it is judged.`,
    );
  }
  const connected = () => world.nodes.filter((each) => look(each) !== null && !apart.includes(each));
  const wait = (time: Time) => run(world.now + time);

  function until<Found>(lack: string, find: () => Found | undefined): Found {
    const end = world.now + patience;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (world.now >= end) throw new TrialError(`After ${patience} ms ${lack}.`);
      wait(glance);
    }
  }

  const leader = () =>
    until('nobody leads, although a majority can reach each other', () => leading(connected(), look));

  function ask(command: string, { client = 'c1', to = leader() } = {}): Asked {
    const request = (requests.get(client) ?? 0) + 1;
    requests.set(client, request);
    world.do({ kind: 'request', client, to, command });
    return { client, request };
  }

  const answered = (asked: readonly Asked[]) =>
    void until('a request has no answer', () => asked.every(isAnswered) || undefined);

  function cutOff(...servers: readonly NodeId[]): void {
    if (apart.length > 0) world.do({ kind: 'heal-all' });
    apart = servers;
    const rest = world.nodes.filter((node) => !servers.includes(node));
    const groups = [...servers.map((server) => [server]), rest].filter(({ length }) => length > 0);
    if (servers.length > 0) world.do({ kind: 'partition', groups });
  }

  return {
    servers: world.nodes,
    look,
    connected,
    traffic: () => trafficOf(world.trace()),
    wait,
    until,
    leader,
    ask,
    isAnswered,
    answered,
    agree(asked = [ask('add x 1')], servers) {
      answered(asked);
      // A leader elected since then learns what is committed with the next request.
      let patient = world.now + patience / 4;
      until('not all servers know what is committed', () => {
        if (world.now > patient) {
          ask('add x 1');
          patient = Infinity;
        }
        const informed = connected().filter((server) => look(server)!.commitIndex >= committed());
        return informed.length >= (servers ?? connected().length) || undefined;
      });
    },
    cutOff,
    rejoin: (...servers) => cutOff(...apart.filter((server) => !servers.includes(server))),
    crash: (...servers) => servers.forEach((node) => world.do({ kind: 'crash', node })),
    restart: (...servers) => servers.forEach((node) => world.do({ kind: 'restart', node })),
    do: (what) => world.do(what),
    expect(holds, sentence) {
      if (!holds) throw new TrialError(sentence);
    },
  };
}

function leading(servers: readonly NodeId[], look: Trial['look']): NodeId | undefined {
  const seen = servers.map((server) => ({ server, ...look(server)! }));
  const latest = Math.max(...seen.map(({ currentTerm }) => currentTerm));
  return seen.find(({ role, currentTerm }) => role === 'leader' && currentTerm === latest)?.server;
}

/** Which requests were answered by now. The trace grows, and is read once. */
function answersIn(world: World): (asked: Asked) => boolean {
  const answered = new Set<string>();
  let read = 0;
  return ({ client, request }) => {
    if (read < world.recorded)
      for (const event of world.trace().events.slice(read))
        if (event.kind === 'return') answered.add(`${event.node} ${event.request}`);
    read = world.recorded;
    return answered.has(`${client} ${request}`);
  };
}
