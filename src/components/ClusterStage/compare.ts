import { lastIndex } from '../../raft/log.ts';
import type { Frame } from './frames.ts';
import type { NodeFrame } from './node-frame.ts';

/** The nodes that are not the same in two futures. */
export function differencesBetween(frame: Frame, other: Frame | null): ReadonlySet<string> {
  if (!other) return new Set();
  return new Set(
    frame.nodes.flatMap((node) => {
      const there = other.nodes.find(({ name }) => name === node.name);
      return there && !isSame(node, there) ? [node.name] : [];
    }),
  );
}

function isSame(one: NodeFrame, other: NodeFrame): boolean {
  if (one.status !== other.status || one.standing !== other.standing) return false;
  const [a, b] = [one.server, other.server];
  if (a === b) return true;
  if (!a || !b) return false;
  return (
    a.currentTerm === b.currentTerm &&
    a.votedFor === b.votedFor &&
    a.commitIndex === b.commitIndex &&
    lastIndex(a.log) === lastIndex(b.log) &&
    a.log.after.index === b.log.after.index &&
    a.log.entries.every((entry, index) => entry.term === b.log.entries[index]!.term)
  );
}
