import type { CrashPoint } from '../intervention.ts';
import type { Input, NodeId, Step } from '../program.ts';
import type { Time } from '../time.ts';
import type { EffectCount, TraceEvent } from '../trace/trace.ts';
import type { Core } from './core.ts';
import type { AnyEffect, createEffects } from './effects.ts';
import { inWords, notAStep, notPlain, threw, threwInInit } from './errors.ts';
import type { Host } from './host.ts';
import type { Network } from './network.ts';
import { flawOfData } from './plain.ts';

/** Feeds inputs to nodes, and starts and ends their lives. */
export function createSteps(
  core: Core,
  network: Network,
  perform: ReturnType<typeof createEffects>,
  nodes: readonly NodeId[],
  checks: boolean,
) {
  const { recorder } = core;

  /** A step of the node, and all that follows from it at once. `message` is the id of the message, where the input is one. */
  function feed(host: Host, input: Input<unknown>, message = 0): void {
    let step: Step<unknown, unknown> | undefined;
    try {
      step = takeStep(host, input, checks);
    } finally {
      recorder?.push(inputEvent(core.now, host, input, message, step));
    }
    host.state = step.state;
    const { effects } = step;
    for (let done = 0; done < effects.length; done++) {
      if (crashesHere(host, effects, done)) return crash(host, { done, of: effects.length });
      perform(host, effects[done]!);
    }
    if (crashesHere(host, effects, effects.length)) {
      crash(host, { done: effects.length, of: effects.length });
    }
  }

  function crash(host: Host, effects: EffectCount | null): void {
    const lost = host.disk.crash(host.diskFaults);
    recorder?.push({ at: core.now, kind: 'crash', node: host.id, effects, lost });
    forget(host);
  }

  function stop(host: Host): void {
    host.disk.sync();
    recorder?.push({ at: core.now, kind: 'stop', node: host.id });
    forget(host);
  }

  /** Timers, and what waited for a paused node, are gone. What it knew last stays to be looked at until it starts again. */
  function forget(host: Host): void {
    host.status = 'down';
    host.crashPoint = null;
    for (const alarm of host.timers.values()) alarm.live = false;
    host.timers.clear();
    for (const entry of host.waiting.splice(0)) {
      if (entry.kind === 'envelope') network.lost(entry.link, entry.id, 'down');
    }
  }

  /** Memory as it is before the first input. */
  function init(host: Host): void {
    try {
      host.state = host.program.init(host.id, nodes);
    } catch (error) {
      throw threwInInit(host.id, error);
    }
    const flaw = checks ? flawOfData(host.state, 'state') : undefined;
    if (flaw !== undefined) throw notPlain(host.id, 'in init', flaw);
  }

  function start(host: Host): void {
    host.status = 'up';
    host.starts += 1;
    init(host);
    const disk = host.disk.read();
    if (checks) flawOfData(disk, 'disk');
    feed(host, { kind: 'start', clock: host.clock.read(core.now), disk });
  }

  return { init, feed, crash, stop, start };
}

function takeStep(
  { id, program, state }: Host,
  input: Input<unknown>,
  checks: boolean,
): Step<unknown, unknown> {
  let step: Step<unknown, unknown>;
  try {
    step = program.step(state, input);
  } catch (error) {
    throw threw(id, input, error);
  }
  if (typeof step !== 'object' || step === null || step.state === undefined || !Array.isArray(step.effects))
    throw notAStep(id, input, step);
  if (checks) {
    const flaw = flawOfData(step.state, 'state') ?? flawOfData(step.effects, 'effects');
    if (flaw !== undefined) throw notPlain(id, `at ${inWords(input)}`, flaw);
  }
  return step;
}

/** Has the node come to its crash point, with so many effects of this step carried out? */
const crashesHere = ({ crashPoint }: Host, effects: readonly AnyEffect[], done: number): boolean =>
  crashPoint !== null && isReached(crashPoint, effects, done);

function isReached(point: CrashPoint, effects: readonly AnyEffect[], done: number): boolean {
  if ('before' in point) return effects[done]?.kind === point.before;
  return typeof point.after === 'number' ? done === point.after : effects[done - 1]?.kind === point.after;
}

/** A step that threw has changed nothing. */
function inputEvent(
  at: Time,
  { id: node, state: before }: Host,
  input: Input<unknown>,
  id: number,
  { state }: { readonly state: unknown } = { state: before },
): TraceEvent {
  const unchanged = state === before;
  switch (input.kind) {
    case 'start':
      return { at, kind: 'start', node, disk: input.disk, state };
    case 'timer': {
      const { timer } = input;
      return unchanged ? { at, kind: 'timer', node, timer } : { at, kind: 'timer', node, timer, state };
    }
    case 'message':
    case 'request': {
      const from = input.kind === 'message' ? input.from : input.client;
      return unchanged
        ? { at, kind: 'deliver', node, from, id }
        : { at, kind: 'deliver', node, from, id, state };
    }
  }
}
