/** Loops without a world: what the engine gives at most. Nothing of src/sim is used, and no rule of it is kept. */
import { createWords, pop, push, type Timed } from './heap.ts';

interface Waiting extends Timed {
  to: number;
  from: number;
  index: number;
}

/** Passes so many fresh messages through a queue in which the first in is the first out, so many of them on their way. */
export function fifoCeiling(messages: number, inFlight: number): void {
  const ring: Waiting[] = [];
  const fresh = (sequence: number): Waiting => ({ at: 0, sequence, to: sequence % 3, from: 0, index: 0 });
  while (ring.length < inFlight) ring.push(fresh(ring.length));
  let sum = 0;
  for (let count = 0; count < messages; count++) {
    sum += ring[count % inFlight]!.to;
    ring[count % inFlight] = fresh(count);
  }
  if (sum === 0) throw new Error('The ceiling passed nothing on.');
}

/** Pushes and pops so many events, with so many in the heap. */
export function heapCeiling(events: number, inFlight: number): void {
  const heap: Waiting[] = [];
  const words = createWords();
  let sequence = 0;
  let now = 0;
  const add = () =>
    push(heap, { at: now + 5 + (words() % 11), sequence: ++sequence, to: 0, from: 0, index: 0 });
  for (let count = 0; count < inFlight; count++) add();
  for (let count = 0; count < events; count++) {
    now = pop(heap).at;
    add();
  }
}

/** A leader and two followers, entries appended, acknowledged and committed, in place. */
export function replicationCeiling(messages: number, outstanding: number): void {
  const heap: Waiting[] = [];
  const words = createWords();
  const log = new Map<number, number>();
  const matched = [0, 0, 0];
  let sequence = 0;
  let now = 0;
  let sent = 0;
  let committed = 0;
  const send = (from: number, to: number, index: number) =>
    push(heap, { at: now + 5 + (words() % 11), sequence: ++sequence, to, from, index });
  const propose = () => {
    sent += 1;
    send(0, 1, sent);
    send(0, 2, sent);
  };
  while (sent < outstanding) propose();
  for (let delivered = 0; delivered < messages; delivered++) {
    const { at, from, to, index } = pop(heap);
    now = at;
    if (to !== 0) {
      send(to, 0, index);
      continue;
    }
    matched[from] = Math.max(matched[from]!, index);
    const majority = Math.max(matched[1]!, matched[2]!);
    while (committed < majority) log.set(++committed % 1024, index);
    while (sent < committed + outstanding) propose();
  }
  if (committed < messages / 4 - outstanding) throw new Error('The ceiling did not commit.');
}
