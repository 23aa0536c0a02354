import { createLatencies, pop, push, type Timed } from '../heap.ts';

/**
 * What the engine gives at most: a Raft that is correct as long as nothing goes wrong, and no more. It changes everything in place, and has
 * no disk, no timers, no clients and no snapshots.
 */
interface Entry {
  readonly term: number;
  readonly key: number;
  readonly value: number;
}

interface Append {
  readonly kind: 'append';
  readonly term: number;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
}

interface Stored {
  readonly kind: 'stored';
  readonly term: number;
  readonly matchIndex: number;
}

interface Envelope extends Timed {
  readonly from: number;
  readonly to: number;
  readonly message: Append | Stored;
}

interface Node {
  term: number;
  readonly log: Entry[];
  commitIndex: number;
  readonly machine: Map<number, number>;
  readonly matchIndex: number[];
}

const createNode = (): Node => ({
  term: 1,
  log: [{ term: 0, key: 0, value: 0 }],
  commitIndex: 0,
  machine: new Map(),
  matchIndex: [0, 0, 0],
});

function commit(node: Node, upTo: number): void {
  while (node.commitIndex < upTo) {
    const { key, value } = node.log[++node.commitIndex]!;
    node.machine.set(key, value);
  }
}

/** One leader, two followers, one entry a message, so many entries not yet committed. Gives how many messages were delivered. */
export function ceiling(commits: number, outstanding: number): number {
  const nodes = [createNode(), createNode(), createNode()];
  const leader = nodes[0]!;
  const heap: Envelope[] = [];
  const latency = createLatencies();
  /** When the last message of each link arrives: links keep the order. */
  const latest = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let sequence = 0;
  let now = 0;
  let delivered = 0;

  const send = (from: number, to: number, message: Append | Stored) => {
    const at = Math.max(now + latency(), latest[from * 3 + to]!);
    latest[from * 3 + to] = at;
    push(heap, { at, sequence: ++sequence, from, to, message });
  };
  const propose = () => {
    const { term, log, commitIndex: leaderCommit } = leader;
    const prevLogIndex = log.length - 1;
    const prevLogTerm = log[prevLogIndex]!.term;
    const entry = { term, key: prevLogIndex % 64, value: prevLogIndex };
    log.push(entry);
    for (const to of [1, 2])
      send(0, to, { kind: 'append', term, prevLogIndex, prevLogTerm, entries: [entry], leaderCommit });
  };

  while (leader.log.length <= outstanding) propose();
  while (leader.commitIndex < commits) {
    const { at, from, to, message } = pop(heap);
    now = at;
    delivered += 1;
    const node = nodes[to]!;
    if (message.term < node.term) continue;
    if (message.kind === 'append') {
      const { term, prevLogIndex, prevLogTerm, entries, leaderCommit } = message;
      if (node.log[prevLogIndex]?.term !== prevLogTerm) throw new Error('The ceiling lost a message.');
      let index = prevLogIndex;
      for (const entry of entries) {
        index += 1;
        if (node.log[index]?.term === entry.term) continue;
        node.log.length = index;
        node.log.push(entry);
      }
      commit(node, Math.min(leaderCommit, index));
      send(to, from, { kind: 'stored', term, matchIndex: index });
      continue;
    }
    leader.matchIndex[from] = Math.max(leader.matchIndex[from]!, message.matchIndex);
    const majority = Math.max(leader.matchIndex[1]!, leader.matchIndex[2]!);
    if (leader.log[majority]!.term === leader.term) commit(leader, majority);
    while (leader.log.length <= leader.commitIndex + outstanding) propose();
  }
  return delivered;
}
