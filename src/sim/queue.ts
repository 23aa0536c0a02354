import type { Time } from './time.ts';

/** What waits in the queue. The queue writes both numbers; entries of the same time leave in the order they came. */
export interface Entry {
  at: Time;
  sequence: number;
}

/** A binary heap, earliest entry first. */
export interface Queue<Item extends Entry> {
  push(item: Item, at: Time): void;
  peek(): Item | undefined;
  pop(): Item | undefined;
  /** Everything that waits, in no particular order. */
  items(): readonly Item[];
}

export function createQueue<Item extends Entry>(): Queue<Item> {
  const heap: Item[] = [];
  let pushed = 0;

  return {
    push(item, at) {
      item.at = at;
      item.sequence = ++pushed;
      rise(heap, item, heap.length);
    },
    peek: () => heap[0],
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sink(heap, last);
      return first;
    },
    items: () => heap,
  };
}

const earlier = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.sequence < other.sequence);

/** Puts the item into the hole at `index`, or above it: as high as it belongs. */
function rise<Item extends Entry>(heap: Item[], item: Item, index: number): void {
  while (index > 0) {
    const above = (index - 1) >> 1;
    if (!earlier(item, heap[above]!)) break;
    heap[index] = heap[above]!;
    index = above;
  }
  heap[index] = item;
}

/** Puts the item into the hole at the top, or below it: as deep as it belongs. */
function sink<Item extends Entry>(heap: Item[], item: Item): void {
  let index = 0;
  for (;;) {
    let below = 2 * index + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && earlier(heap[below + 1]!, heap[below]!)) below += 1;
    if (!earlier(heap[below]!, item)) break;
    heap[index] = heap[below]!;
    index = below;
  }
  heap[index] = item;
}
