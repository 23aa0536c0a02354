import type { CrashPoint } from '../intervention.ts';
import type { Effect, Input, NodeId, Step } from '../program.ts';
import { isSpan, type Span, type Time } from '../time.ts';
import type { EffectCount, TraceEvent } from '../trace/trace.ts';
import type { Alarm, Core } from './core.ts';
import type { AnyProgram, Host } from './host.ts';
import { describeInput, WorldError } from './errors.ts';
import type { Network } from './network.ts';
import { flawOfData } from './plain.ts';
import { checkEffect, checkStep } from './refuse.ts';

type AnyEffect = Effect<unknown, unknown>;

/** Feeds inputs to nodes and carries out what they want done, effect by effect. */
export function createSteps(
  core: Core,
  network: Network,
  nodes: readonly NodeId[],
  isClient: (name: NodeId) => boolean,
  checks: boolean,
) {
  const { queue, recorder } = core;

  /** A step of the node, and all that follows from it at once. `id` is the message's, where the input is one. */
  function feed(host: Host, input: Input<unknown>, id = 0): void {
    let step: Step<unknown, unknown> | undefined;
    try {
      step = takeStep(host, input);
    } finally {
      recorder?.push(inputEvent(core.now, host, input, id, step));
    }
    host.state = step.state;
    const { effects } = step;
    for (let done = 0; done < effects.length; done++) {
      if (host.crashPoint !== null && crashesBefore(host.crashPoint, effects, done)) {
        return crash(host, { done, of: effects.length });
      }
      perform(host, effects[done]!);
    }
    if (host.crashPoint !== null && crashesBefore(host.crashPoint, effects, effects.length)) {
      crash(host, { done: effects.length, of: effects.length });
    }
  }

  function takeStep(host: Host, input: Input<unknown>): Step<unknown, unknown> {
    let step: Step<unknown, unknown>;
    try {
      step = host.program.step(host.state, input);
    } catch (error) {
      throw threw(host.id, input, error);
    }
    checkStep(step, host.id, input);
    if (checks) checkPlain(host.id, step);
    return step;
  }

  function perform(host: Host, effect: AnyEffect): void {
    const at = core.now;
    const node = host.id;
    switch (effect.kind) {
      case 'send': {
        const link = host.links.get(effect.to);
        if (link === undefined) throw nobody(node, effect.to, nodes);
        return network.transmit(link, effect.message, 0);
      }
      case 'persist':
      case 'append': {
        const append = effect.kind === 'append';
        const value = effect.kind === 'append' ? effect.record : effect.value;
        const synced = effect.sync !== false;
        host.disk.write(effect.key, value, append, synced);
        recorder?.push({ at, kind: 'write', node, key: effect.key, value, append, synced });
        return;
      }
      case 'sync':
        host.disk.sync();
        recorder?.push({ at, kind: 'sync', node });
        return;
      case 'apply':
        recorder?.push({ at, kind: 'apply', node, position: effect.position, command: effect.command });
        return;
      case 'setTimer':
        return setTimer(host, effect.timer, effect.after);
      case 'cancelTimer':
        return cancelTimer(host, effect.timer);
      case 'reply':
        if (!isClient(effect.client)) throw noClient(node, effect.client);
        return network.transmit(network.link(node, effect.client), effect.reply, effect.request);
      case 'note':
        recorder?.push({ at, kind: 'note', node, text: effect.text });
        return;
      default:
        effect satisfies never;
        checkEffect(effect, node);
    }
  }

  function setTimer(host: Host, timer: string, after: Span): void {
    if (!isSpan(after)) {
      throw new WorldError(
        `${host.id} sets its timer ${timer} to ${JSON.stringify(after)}; give whole milliseconds from 0 up, or two bounds [from, to].`,
        host.id,
      );
    }
    const local = typeof after === 'number' ? after : after[0] + host.random.integer(after[1] - after[0] + 1);
    const due = core.now + host.clock.spanOf(local);
    recorder?.push({ at: core.now, kind: 'set-timer', node: host.id, timer, due });
    const running = host.timers.get(timer);
    // A timer that is put off again and again waits in the queue once, and is put back there when its turn comes too early.
    if (running && running.at <= due) {
      running.due = due;
      return;
    }
    if (running) running.live = false;
    const alarm: Alarm = { at: 0, sequence: 0, kind: 'alarm', host, timer, due, live: true };
    host.timers.set(timer, alarm);
    queue.push(alarm, due);
  }

  function cancelTimer(host: Host, timer: string): void {
    const running = host.timers.get(timer);
    if (!running) return;
    running.live = false;
    host.timers.delete(timer);
    recorder?.push({ at: core.now, kind: 'cancel-timer', node: host.id, timer });
  }

  /** Memory, timers and what waited are gone. */
  function halt(host: Host): void {
    for (const alarm of host.timers.values()) alarm.live = false;
    host.timers.clear();
    for (const entry of host.waiting) {
      if (entry.kind === 'envelope') network.lost(entry.link, entry.id, 'down');
    }
    host.waiting = [];
    host.crashPoint = null;
    host.status = 'down';
  }

  function crash(host: Host, effects: EffectCount | null): void {
    const lost = host.disk.crash(host.diskFaults);
    recorder?.push({ at: core.now, kind: 'crash', node: host.id, effects, lost });
    halt(host);
  }

  return {
    feed,
    crash,
    stop(host: Host): void {
      host.disk.sync();
      recorder?.push({ at: core.now, kind: 'stop', node: host.id });
      halt(host);
    },
    start(host: Host): void {
      host.status = 'up';
      host.state = initialState(host.program, host.id, nodes);
      feed(host, { kind: 'start', clock: host.clock.read(core.now), disk: host.disk.read() });
    },
  };
}

function initialState(program: AnyProgram, id: NodeId, nodes: readonly NodeId[]): unknown {
  try {
    return program.init(id, nodes);
  } catch (error) {
    throw new WorldError(`${id} threw in init: ${wording(error)}`, id, error);
  }
}

/** Has the node come to its crash point, with so many effects of this step carried out? */
function crashesBefore(point: CrashPoint, effects: readonly AnyEffect[], done: number): boolean {
  if ('before' in point) return effects[done]?.kind === point.before;
  return typeof point.after === 'number' ? done === point.after : effects[done - 1]?.kind === point.after;
}

/** A step that threw has changed nothing. */
function inputEvent(
  at: Time,
  { id: node, state: before }: Host,
  input: Input<unknown>,
  message: number,
  { state }: { readonly state: unknown } = { state: before },
): TraceEvent {
  switch (input.kind) {
    case 'start':
      return { at, kind: 'start', node, disk: input.disk, state };
    case 'timer': {
      const { timer } = input;
      return state === before
        ? { at, kind: 'timer', node, timer }
        : { at, kind: 'timer', node, timer, state };
    }
    case 'message':
    case 'request': {
      const from = input.kind === 'message' ? input.from : input.client;
      return state === before
        ? { at, kind: 'deliver', node, from, id: message }
        : { at, kind: 'deliver', node, from, id: message, state };
    }
  }
}

function checkPlain(node: NodeId, step: Step<unknown, unknown>): void {
  let found = flawOfData(step.state, 'state');
  for (let index = 0; found === undefined && index < step.effects.length; index++) {
    found = flawOfData(step.effects[index], `effects[${index}]`);
  }
  if (found !== undefined) {
    throw new WorldError(
      `${node} uses what is not plain data: ${found}. Use objects, arrays, strings, finite numbers, booleans and null.`,
      node,
    );
  }
}

function threw(node: NodeId, input: Input<unknown>, error: unknown): WorldError {
  const what = describeInput(input);
  return /read.?only|not extensible|Cannot (add|delete|assign)/i.test(wording(error)) &&
    error instanceof TypeError
    ? new WorldError(
        `${node} changed data in place at ${what}: ${error.message}. A step makes a new state and leaves the old one, and what it was sent, as they are.`,
        node,
        error,
      )
    : new WorldError(`${node} threw at ${what}: ${wording(error)}`, node, error);
}

const wording = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const nobody = (node: NodeId, to: unknown, nodes: readonly NodeId[]): WorldError =>
  new WorldError(
    `${node} sends to ${String(to)}, and there is no such node. The nodes are ${nodes.join(', ')}.`,
    node,
  );

const noClient = (node: NodeId, client: unknown): WorldError =>
  new WorldError(
    `${node} replies to ${String(client)}, and no such client has asked. Reply to the client of the request.`,
    node,
  );
