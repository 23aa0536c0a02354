import { describe } from '../describe.ts';
import { effectKinds } from '../intervention.ts';
import { nearest } from '../nearest.ts';
import type { Input, NodeId } from '../program.ts';
import type { Time } from '../time.ts';
import type { Waiting } from './core.ts';

/** Something broke a rule of the world. The message is a sentence for whoever wrote it: what is wrong, where, what to do. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  /** Whose program it was, if it was one. */
  readonly node: NodeId | undefined;

  constructor(message: string, node?: NodeId, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.node = node;
    // The lines of the program are what its author wants to see, not those of the world.
    const stack = cause instanceof Error ? (cause.stack ?? '') : '';
    const frames = /\n\s+at [\s\S]*/.exec(stack)?.[0];
    if (frames !== undefined) this.stack = `${this.name}: ${message}${frames}`;
  }
}

export function threw(node: NodeId, input: Input<unknown>, error: unknown): WorldError {
  const inPlace =
    error instanceof TypeError && /read.?only|not extensible|Cannot (add|delete|assign)/i.test(error.message);
  return inPlace
    ? new WorldError(
        `${node} changed data in place at ${inWords(input)} (${error.message}). A step makes a new state, and leaves as they are the old one and what it was sent.`,
        node,
        error,
      )
    : new WorldError(`${node} threw at ${inWords(input)}: ${wording(error)}`, node, error);
}

export const threwInInit = (node: NodeId, error: unknown): WorldError =>
  new WorldError(`${node} threw in init: ${wording(error)}`, node, error);

export function notAStep(node: NodeId, input: Input<unknown>, step: unknown): WorldError {
  const returned =
    typeof step !== 'object' || step === null
      ? describe(step, 40)
      : !('state' in step) || step.state === undefined
        ? 'no state'
        : 'no list of effects';
  return new WorldError(
    `${node} returned ${returned} at ${inWords(input)}. A step returns { state, effects }, with effects: [] when it wants nothing done.`,
    node,
  );
}

export const notPlain = (node: NodeId, where: string, flaw: string): WorldError =>
  new WorldError(
    `${node} returned what is not plain data ${where}: ${flaw}. Use objects, arrays, texts, finite numbers, booleans and null.`,
    node,
  );

export function unknownEffect(node: NodeId, effect: unknown): WorldError {
  const kind =
    typeof effect === 'object' && effect !== null && 'kind' in effect ? String(effect.kind) : undefined;
  if (kind === undefined) {
    return new WorldError(
      `${node} returned ${describe(effect, 40)} as an effect. An effect has a kind.`,
      node,
    );
  }
  const meant = nearest(kind, effectKinds);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return new WorldError(
    `${node} returned an effect of kind ${kind}, which the world does not know.${hint} Effects are ${effectKinds.join(', ')}.`,
    node,
  );
}

export const noSuchNode = (node: NodeId, to: unknown, nodes: readonly NodeId[]): WorldError =>
  new WorldError(
    `${node} sends to ${describe(to)}, and there is no such node. The nodes are ${nodes.join(', ')}.`,
    node,
  );

export const noSuchClient = (node: NodeId, client: unknown): WorldError =>
  new WorldError(
    `${node} replies to ${describe(client)}, and no such client has asked. Reply to the client of the request.`,
    node,
  );

export const badSpan = (node: NodeId, timer: string, after: unknown): WorldError =>
  new WorldError(
    `${node} sets its timer ${timer} to ${describe(after)}. Give whole milliseconds from 0 up, or two bounds [from, to].`,
    node,
  );

export function unsettled(budget: number, now: Time, next: Waiting | undefined, until?: Time): WorldError {
  const so = `${now} ms of its time, where ${comesNext(next)}`;
  return new WorldError(
    until === undefined
      ? `The run is not over after ${budget} events, at ${so}: something goes on for ever. Say until when it shall run.`
      : `The run has not come to ${until} ms within ${budget} events. It is at ${so}. Let less happen, or give it a larger budget.`,
    next?.kind === 'alarm' ? next.host.id : next?.kind === 'envelope' ? next.link.to : undefined,
  );
}

function comesNext(next: Waiting | undefined): string {
  if (next?.kind === 'alarm') return `the timer ${next.timer} of ${next.host.id} fires next`;
  if (next?.kind === 'envelope') return `a message from ${next.link.from} to ${next.link.to} comes next`;
  return 'the script goes on';
}

/** `the message “ack” from n2`, as the object of a sentence. */
export function inWords(input: Input<unknown>): string {
  switch (input.kind) {
    case 'start':
      return 'its start';
    case 'message':
      return `the message “${describe(input.message, 60)}” from ${input.from}`;
    case 'timer':
      return `its timer ${input.timer}`;
    case 'request':
      return `the request “${describe(input.command, 60)}” of ${input.client}`;
  }
}

const wording = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : describe(error);
