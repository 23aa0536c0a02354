/** What waits for its time, earliest first; what was pushed first comes first among those of one time. */
export interface Timed {
  at: number;
  sequence: number;
}

const before = (one: Timed, other: Timed) =>
  one.at < other.at || (one.at === other.at && one.sequence < other.sequence);

export function push<Item extends Timed>(heap: Item[], item: Item): void {
  let index = heap.length;
  heap.push(item);
  while (index > 0) {
    const above = (index - 1) >> 1;
    if (before(heap[above]!, item)) break;
    heap[index] = heap[above]!;
    index = above;
  }
  heap[index] = item;
}

export function pop<Item extends Timed>(heap: Item[]): Item {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let index = 0;
  for (let below = 1; below < heap.length; below = 2 * index + 1) {
    if (below + 1 < heap.length && before(heap[below + 1]!, heap[below]!)) below += 1;
    if (before(last, heap[below]!)) break;
    heap[index] = heap[below]!;
    index = below;
  }
  heap[index] = last;
  return first;
}

/** A stream of 32-bit words (xorshift32), as cheap as randomness gets. */
export function createWords(): () => number {
  let word = 0x9e3779b9;
  return () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return word >>> 0;
  };
}

/** From 5 to 15. */
export function createLatencies(): () => number {
  const word = createWords();
  return () => 5 + (word() % 11);
}
