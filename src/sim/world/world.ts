import { withDefaults } from '../faults.ts';
import type { Intervention, ScriptLine } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { createQueue } from '../queue.ts';
import type { Time } from '../time.ts';
import { traceVersion } from '../trace/trace.ts';
import type { NodeView, World, WorldOptions } from './api.ts';
import { createArrivals } from './arrivals.ts';
import { createClients, type ClientOptions } from './clients.ts';
import { deed, type Core, type Waiting } from './core.ts';
import { createEffects } from './effects.ts';
import { unsettled, WorldError } from './errors.ts';
import { createHost, type AnyProgram, type Host } from './host.ts';
import { createInterventions } from './intervene.ts';
import { createNetwork, inFlight } from './network.ts';
import { flawOfData } from './plain.ts';
import { createKeeper } from './recorder.ts';
import { flawOfFaults, flawOfIntervention, flawOfNames, flawOfSeed, flawOfWords } from './sense.ts';
import { createSteps } from './steps.ts';

/** So few that a run that never ends is told so before the page takes it for hung. */
const enoughEvents = 100_000;

const spent = Symbol('the budget is spent');

/** A world of nodes that are pure functions, where time, chance and faults are what the options say. */
export function createWorld<State, Message, Command = unknown, Reply = unknown>(
  options: WorldOptions<State, Message, Command, Reply>,
): World<State, Command> {
  const { seed, script = [], checks = true } = options;
  const nodes = Object.keys(options.nodes);
  const faults = withDefaults(options.faults);
  refuse(flawOfSeed(seed) ?? flawOfNames(nodes) ?? flawOfFaults(faults, nodes));
  const { readCommand = (words: string): unknown => words } = options;
  const understand = (command: unknown): unknown => {
    const understood = typeof command === 'string' ? readCommand(command) : command;
    refuse(checks ? flawOfData(understood, 'A command') : undefined);
    return understood;
  };
  const flawOf = (what: Intervention) =>
    flawOfIntervention(what, nodes) ?? flawOfWords(what, options.readCommand);
  for (const line of script) refuse(flawOf(line.do));

  const keeper = options.trace === false ? null : createKeeper(options.trace);
  const core: Core = { now: 0, seed, queue: createQueue<Waiting>(), recorder: keeper };
  const hosts = new Map<NodeId, Host>();
  const network = createNetwork(core, faults.network, (name) => hosts.has(name));
  for (const [id, program] of Object.entries(options.nodes))
    hosts.set(id, createHost(id, program as AnyProgram, seed, faults));
  for (const host of hosts.values()) for (const to of nodes) host.links.set(to, network.link(host.id, to));
  const clients = createClients(core, network, nodes, (options.clients ?? {}) as ClientOptions);
  const perform = createEffects(core, network, nodes, clients.has);
  const steps = createSteps(core, network, perform, nodes, checks);
  for (const host of hosts.values()) steps.init(host);
  const intervene = createInterventions(core, hosts, network, steps, clients, understand);
  const { happens, isDue, counts } = createArrivals(core, hosts, network, steps, clients);

  const done: ScriptLine[] = [...script];
  const byHand = script.filter((line) => line.event !== undefined).sort((a, b) => a.event! - b.event!);
  let events = 0;
  let broken: WorldError | undefined;

  // What comes into the queue first happens first at its time.
  const plan = (line: ScriptLine) =>
    core.queue.push(
      deed(() => intervene(line.do)),
      line.at,
    );
  const byTime = script.filter((line) => line.event === undefined);
  for (const line of byTime) if (line.at > 0 || !needsRunningNodes(line.do)) plan(line);
  for (const host of hosts.values())
    core.queue.push(
      deed(() => steps.start(host)),
      0,
    );
  for (const line of byTime) if (line.at === 0 && needsRunningNodes(line.do)) plan(line);

  /** True when something happened, not later than `until`. */
  function advance(until: Time): boolean {
    if (broken) throw broken;
    const { queue } = core;
    for (let entry = queue.peek(); ; entry = queue.peek()) {
      const line = byHand[0];
      if (line?.event === events && standsBefore(line, entry)) {
        if (Math.min(line.at, entry?.at ?? line.at) > until) return false;
        repeat(byHand.shift()!, entry);
        continue;
      }
      if (entry === undefined || entry.at > until) return false;
      const before = core.now;
      queue.pop();
      core.now = entry.at;
      if (happens(entry)) {
        events += 1;
        return true;
      }
      core.now = before;
    }
  }

  /** What was once done by hand is done again between the same two events, even where the second now comes too early. */
  const standsBefore = (line: ScriptLine, next: Waiting | undefined): boolean =>
    next === undefined || line.at <= next.at || isDue(next);

  function repeat(line: ScriptLine, next: Waiting | undefined): void {
    core.now = Math.max(core.now, Math.min(line.at, next?.at ?? line.at));
    intervene(line.do);
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
      return counts.delivered;
    },
    get recorded() {
      return keeper?.events.length ?? 0;
    },
    nodes,
    get clients() {
      return clients.names();
    },
    state: (node) => hostOf(node).state as State,
    status: (node) => hostOf(node).status,
    view: (node) => hostOf(node) as NodeView<State>,
    inFlight: () =>
      inFlight(core)
        .sort((a, b) => a.at - b.at || a.sequence - b.sequence)
        .map(({ id, nth, link: { from, to }, message, at }) => ({ id, nth, from, to, message, arrives: at })),
    step: () => guarded(() => advance(Infinity)),
    run({ until, budget = enoughEvents, stopIf } = {}) {
      const last = until ?? Infinity;
      const stop = guarded(() => {
        for (let left = budget; advance(last); left--) {
          if (left <= 0) return spent;
          const sentence = stopIf?.();
          if (sentence !== undefined) return sentence;
        }
        return undefined;
      });
      // No rule is broken, and the world can be run on.
      if (stop === spent) throw unsettled(budget, core.now, core.queue.peek(), until);
      if (stop === undefined && until !== undefined && core.now < until) core.now = until;
      return stop;
    },
    do(what) {
      refuse(flawOf(what));
      done.push({ at: core.now, event: events, do: what });
      guarded(() => intervene(what));
    },
    trace: () => ({
      version: traceVersion,
      seed,
      nodes,
      clients: clients.names(),
      script: [...done],
      events: keeper?.events.slice() ?? [],
      omitted: keeper?.omitted() ?? 0,
    }),
  };
}

/** At time 0 a link is cut and a disk made bad before the nodes start, and a node crashed after it started. */
const needsRunningNodes = (what: Intervention): boolean =>
  ['stop', 'restart', 'pause', 'resume', 'fire', 'request'].includes(what.kind) ||
  (what.kind === 'crash' && what.point === undefined);

function refuse(flaw: string | undefined): void {
  if (flaw !== undefined) throw new WorldError(flaw);
}
