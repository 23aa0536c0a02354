import { withDefaults, type SomeFaults } from '../faults.ts';
import type { Intervention, Script, ScriptLine } from '../intervention.ts';
import type { NodeId, Program } from '../program.ts';
import { createQueue } from '../queue.ts';
import type { Time } from '../time.ts';
import { traceVersion, type Trace } from '../trace/trace.ts';
import { createClients, type ClientOptions } from './clients.ts';
import { deed, type Alarm, type Core, type Envelope, type Waiting } from './core.ts';
import { WorldError } from './errors.ts';
import { createHost, type AnyProgram, type Host } from './host.ts';
import { createInterventions } from './intervene.ts';
import { createNetwork, inFlight } from './network.ts';
import { createKeeper } from './recorder.ts';
import { flawOfFaults, flawOfIntervention, flawOfNames } from './sense.ts';
import { createSteps } from './steps.ts';

export interface WorldOptions<State, Message, Command, Reply> {
  /** Decides every draw: the same seed, programs and script give the same run, event by event. */
  readonly seed: number;
  readonly nodes: Readonly<Record<NodeId, Program<State, Message, Command, Reply>>>;
  readonly clients?: ClientOptions<Reply>;
  readonly faults?: SomeFaults;
  readonly script?: Script<Command>;
  /** Whether to keep a trace, or how many events of it at most; 200,000 when left out. */
  readonly trace?: boolean | number;
  /**
   * Whether to freeze states and messages and to refuse what is not plain data, so that a program that changes its state in place is
   * found out. On when left out; without it a run is about twice as fast.
   */
  readonly checks?: boolean;
}

export interface World<State = unknown, Command = unknown> {
  readonly now: Time;
  /** How many events have happened: inputs that nodes took, deliveries, and what was done from outside by the script. */
  readonly events: number;
  /** How many messages, requests and replies have arrived. */
  readonly delivered: number;
  readonly nodes: readonly NodeId[];
  readonly clients: readonly NodeId[];
  /** What a node knows at the moment. While it is down: what it knew last. */
  state(node: NodeId): State;
  status(node: NodeId): 'up' | 'paused' | 'down';
  /** Messages on their way, in the order in which they arrive. */
  inFlight(): readonly Flight[];
  /** Lets the next event happen. False when nothing is left to happen. @throws WorldError when a program breaks a rule */
  step(): boolean;
  /** @throws WorldError when a program breaks a rule, or the run does not end within its budget */
  run(options?: RunOptions): void;
  /** Does something to the world now, and notes it in the script. @throws WorldError when it names what is not there */
  do(what: Intervention<Command>): void;
  trace(): Trace;
}

export interface Flight {
  readonly id: number;
  readonly nth: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly message: unknown;
  readonly arrives: Time;
}

export interface RunOptions {
  /** Lets everything happen up to and at this time. Without it the run goes on until nothing is left to happen. */
  readonly until?: Time;
  /** How many events may happen before the run is given up; a million when left out. */
  readonly budget?: number;
}

/** A world of nodes that are pure functions, where time, chance and faults are what the options say. */
export function createWorld<State, Message, Command = unknown, Reply = unknown>(
  options: WorldOptions<State, Message, Command, Reply>,
): World<State, Command> {
  const { seed, script = [], checks = true } = options;
  const nodes = Object.keys(options.nodes);
  const faults = withDefaults(options.faults);
  refuse(flawOfNames(nodes) ?? flawOfFaults(faults, nodes));
  const limit = options.trace === false ? 0 : typeof options.trace === 'number' ? options.trace : 200_000;
  const keeper = limit > 0 ? createKeeper(limit) : null;
  const queue = createQueue<Waiting>();
  const core: Core = { now: 0, seed, queue, recorder: keeper };

  const isNode = (name: NodeId) => hosts.has(name);
  const hosts = new Map<NodeId, Host>(
    Object.entries(options.nodes).map(([id, program]) => [
      id,
      createHost(id, program as AnyProgram, seed, faults),
    ]),
  );
  const network = createNetwork(core, faults.network, isNode);
  for (const from of nodes) for (const to of nodes) hosts.get(from)!.links.set(to, network.link(from, to));
  const clients = createClients(core, network, nodes, (options.clients ?? {}) as ClientOptions);
  const steps = createSteps(core, network, nodes, clients.has, checks);
  const intervene = createInterventions(core, hosts, network, steps, clients);

  const lines: ScriptLine[] = [...script];
  const byHand = script.filter((line) => line.event !== undefined).sort((a, b) => a.event! - b.event!);
  let events = 0;
  let delivered = 0;
  let broken: WorldError | undefined;

  // The script comes first in the queue, so that at its time each line comes before all else.
  for (const line of script) {
    refuse(flawOfIntervention(line.do, nodes));
    if (line.event === undefined)
      queue.push(
        deed(() => (intervene(line.do), true)),
        line.at,
      );
  }
  for (const host of hosts.values())
    queue.push(
      deed(() => (steps.start(host), true)),
      0,
    );

  /** True when something happened, not later than `until`. */
  function advance(until: Time): boolean {
    if (broken) throw broken;
    while (byHand.length > 0 && byHand[0]!.event === events && byHand[0]!.at <= until)
      repeat(byHand.shift()!);
    for (let entry = queue.peek(); entry !== undefined && entry.at <= until; entry = queue.peek()) {
      queue.pop();
      core.now = entry.at;
      if (happens(entry)) {
        events += 1;
        return true;
      }
    }
    return false;
  }

  /** Does again what was once done by hand: between the same two events, at the same time. */
  function repeat(line: ScriptLine): void {
    core.now = Math.max(core.now, Math.min(line.at, queue.peek()?.at ?? line.at));
    intervene(line.do);
  }

  /** False when the entry turns out to be stale: nothing happened, and nobody shall count it. */
  function happens(entry: Waiting): boolean {
    switch (entry.kind) {
      case 'envelope':
        return arrive(entry);
      case 'alarm':
        return ring(entry);
      case 'deed':
        return entry.run();
    }
  }

  function arrive(envelope: Envelope): boolean {
    if (envelope.gone) return false;
    const { link, id, message, request } = envelope;
    if (link.cut) {
      network.lost(link, id, 'cut');
      return true;
    }
    if (link.role === 'reply') {
      delivered += 1;
      clients.hear(envelope);
      return true;
    }
    const host = hosts.get(link.to)!;
    if (host.status === 'paused') {
      host.waiting.push(envelope);
      return false;
    }
    if (host.status === 'down') {
      network.lost(link, id, 'down');
      return true;
    }
    delivered += 1;
    const clock = host.clock.read(core.now);
    if (link.role === 'message') steps.feed(host, { kind: 'message', clock, from: link.from, message }, id);
    else steps.feed(host, { kind: 'request', clock, client: link.from, request, command: message }, id);
    return true;
  }

  function ring(alarm: Alarm): boolean {
    const { host, timer } = alarm;
    if (!alarm.live) return false;
    if (alarm.due > core.now) {
      queue.push(alarm, alarm.due);
      return false;
    }
    if (host.status === 'paused') {
      host.waiting.push(alarm);
      return false;
    }
    host.timers.delete(timer);
    steps.feed(host, { kind: 'timer', clock: host.clock.read(core.now), timer });
    return true;
  }

  /** What a program did wrong ends the run, and stands in its trace. */
  function guarded<Result>(act: () => Result): Result {
    try {
      return act();
    } catch (error) {
      if (error instanceof WorldError && error.node !== undefined && error !== broken) {
        broken = error;
        keeper?.push({ at: core.now, kind: 'broke', node: error.node, sentence: error.message });
      }
      throw error;
    }
  }

  const hostOf = (node: NodeId): Host => {
    const host = hosts.get(node);
    if (!host) throw new WorldError(`There is no node ${node}. The nodes are ${nodes.join(', ')}.`);
    return host;
  };

  return {
    get now() {
      return core.now;
    },
    get events() {
      return events;
    },
    get delivered() {
      return delivered;
    },
    nodes,
    get clients() {
      return clients.names();
    },
    state: (node) => hostOf(node).state as State,
    status: (node) => hostOf(node).status,
    inFlight: () =>
      inFlight(core)
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence)
        .map(({ id, nth, link: { from, to }, message, at }) => ({ id, nth, from, to, message, arrives: at })),
    step: () => guarded(() => advance(Infinity)),
    run: ({ until, budget = 1_000_000 } = {}) =>
      guarded(() => {
        const last = until ?? Infinity;
        for (let left = budget; advance(last); left--)
          if (left <= 0) throw unsettled(budget, core.now, until);
        if (until !== undefined && core.now < until) core.now = until;
      }),
    do(what) {
      refuse(flawOfIntervention(what, nodes));
      lines.push({ at: core.now, event: events, do: what });
      guarded(() => intervene(what));
    },
    trace: () => ({
      version: traceVersion,
      seed,
      nodes,
      clients: clients.names(),
      script: lines,
      events: keeper?.events ?? [],
      omitted: keeper?.omitted() ?? 0,
    }),
  };
}

function refuse(flaw: string | undefined): void {
  if (flaw !== undefined) throw new WorldError(flaw);
}

const unsettled = (budget: number, now: Time, until?: Time): WorldError =>
  new WorldError(
    until === undefined
      ? `The run is not over after ${budget} events, at ${now} ms of its time: something goes on for ever. Say until when it shall run.`
      : `The run has not come to ${until} ms within ${budget} events; it is at ${now} ms. Let less happen, or give it a larger budget.`,
  );
