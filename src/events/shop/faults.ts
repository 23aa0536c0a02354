import type { NodeId, ScriptLine } from '../../sim/index.ts';
import type { FaultSwitch } from './architecture.ts';

/** What the switches do to a world, and undo, as lines of its script. @throws RangeError when a switch is over before it begins */
export const scriptOf = (faults: readonly FaultSwitch[], nodes: readonly NodeId[]): ScriptLine<never>[] =>
  faults.flatMap((fault) => {
    const from = fault.kind === 'network' ? 0 : fault.from;
    if (fault.until <= from)
      throw new RangeError(
        `The fault “${fault.kind}” is to last from ${from} until ${fault.until} ms. Let it end after it begins.`,
      );
    return strokeOf(fault, nodes);
  });

function strokeOf(fault: FaultSwitch, nodes: readonly NodeId[]): ScriptLine<never>[] {
  const { until } = fault;
  switch (fault.kind) {
    case 'down':
      return [
        { at: fault.from, do: { kind: 'crash', node: fault.node } },
        { at: until, do: { kind: 'restart', node: fault.node } },
      ];
    case 'cut': {
      const { from: begin, node } = fault;
      const links = nodes
        .filter((other) => other !== node)
        .map((to) => ({ from: node, to, ways: 'both' }) as const);
      return [
        ...links.map((link) => ({ at: begin, do: { kind: 'cut', ...link } }) as const),
        ...links.map((link) => ({ at: until, do: { kind: 'heal', ...link } }) as const),
      ];
    }
    case 'network': {
      const { loss = 0, duplication = 0, reordering = 0 } = fault;
      return [
        { at: 0, do: { kind: 'network', faults: { loss, duplication, reordering } } },
        { at: until, do: { kind: 'network', faults: { loss: 0, duplication: 0, reordering: 0 } } },
      ];
    }
  }
}
