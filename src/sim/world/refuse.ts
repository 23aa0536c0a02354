import { describe } from '../describe.ts';
import { effectKinds } from '../intervention.ts';
import { nearest } from '../nearest.ts';
import type { Input, NodeId } from '../program.ts';
import { describeInput, WorldError } from './errors.ts';

/** What a step gave back, in case it is not a step. Checked on every step: cheap, and the first thing that goes wrong. */
export function checkStep(step: unknown, node: NodeId, input: Input<unknown>): void {
  if (typeof step === 'object' && step !== null && 'state' in step && 'effects' in step) {
    if (step.state !== undefined && Array.isArray(step.effects)) return;
  }
  const returned =
    typeof step !== 'object' || step === null
      ? `${describe(step, 40)} and not { state, effects }`
      : !('state' in step) || step.state === undefined
        ? 'no state'
        : 'no list of effects';
  throw new WorldError(
    `${node} returned ${returned} at ${describeInput(input)}. A step returns { state, effects }, with effects: [] when it wants nothing done.`,
    node,
  );
}

/** @throws WorldError always: the effect is none that the world knows */
export function checkEffect(effect: unknown, node: NodeId): never {
  const kind =
    typeof effect === 'object' && effect !== null && 'kind' in effect ? String(effect.kind) : undefined;
  if (kind === undefined) {
    throw new WorldError(
      `${node} returned ${describe(effect, 40)} as an effect. An effect has a kind.`,
      node,
    );
  }
  const meant = nearest(kind, effectKinds);
  throw new WorldError(
    `${node} returned an effect of kind ${kind}, which the world does not know.${meant ? ` Did you mean ${meant}?` : ''} Effects are ${effectKinds.join(', ')}.`,
    node,
  );
}
