import { sameState } from '../../machines/index.ts';
import { describe } from '../../sim/describe.ts';
import type { NodeId } from '../../sim/index.ts';
import type { LogIndex } from '../types.ts';
import type { Change, Invariant } from './change.ts';

/**
 * Machines that have applied the same entries are in the same state: none was applied twice, none left out, and a snapshot brought all.
 * Machines are kept by index and compared whole, which a machine of any size would make dear.
 */
export function sameMachine(): Invariant {
  const machines: { readonly machine: unknown; readonly node: NodeId }[] = [];

  function broken({ node, before, after }: Change): string | undefined {
    const { lastApplied, machine } = after;
    if (machine === undefined || (before?.machine === machine && before.lastApplied === lastApplied))
      return undefined;
    const first = (machines[lastApplied] ??= { machine, node });
    return first.machine === machine || sameState(first.machine, machine)
      ? undefined
      : different(first, node, lastApplied, machine);
  }

  return { name: 'The same machine everywhere', broken };
}

const different = (
  first: { readonly machine: unknown; readonly node: NodeId },
  node: NodeId,
  lastApplied: LogIndex,
  machine: unknown,
): string => {
  const shown = [first.machine, machine].map((state) => describe(state, 60));
  return first.node === node
    ? `With entries 1 to ${lastApplied} applied, the machine of ${node} was ${shown[0]} once and is ${shown[1]} now.`
    : `With entries 1 to ${lastApplied} applied, the machine of ${first.node} is ${shown[0]} and that of ${node} ${shown[1]}.`;
};
