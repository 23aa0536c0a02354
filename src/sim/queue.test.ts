import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQueue, type Entry } from './queue.ts';

const entry = (name: string): Entry & { readonly name: string } => ({ at: 0, sequence: 0, name });

describe('createQueue', () => {
  it('gives the earliest first, and entries of one time in the order in which they came', () => {
    const queue = createQueue<ReturnType<typeof entry>>();
    queue.push(entry('late'), 9);
    queue.push(entry('first'), 5);
    queue.push(entry('second'), 5);
    queue.push(entry('early'), 1);
    expect(queue.peek()?.name).toBe('early');
    expect(['', '', '', ''].map(() => queue.pop()?.name)).toEqual(['early', 'first', 'second', 'late']);
    expect(queue.pop()).toBeUndefined();
    expect(queue.peek()).toBeUndefined();
  });

  it('agrees with a sorted list, whatever is pushed and popped in whatever order', () => {
    const actions = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.constant('pop' as const)), { maxLength: 200 });
    fc.assert(
      fc.property(actions, (doings) => {
        const queue = createQueue();
        const sorted: Entry[] = [];
        for (const doing of doings) {
          if (doing === 'pop') {
            sorted.sort((one, other) => one.at - other.at || one.sequence - other.sequence);
            expect(queue.pop()).toBe(sorted.shift());
          } else {
            const item = entry('');
            queue.push(item, doing);
            sorted.push(item);
          }
          expect(queue.items()).toHaveLength(sorted.length);
        }
      }),
    );
  });
});
