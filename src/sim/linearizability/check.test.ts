import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StateMachine } from '../../machines/machine.ts';
import { sameState } from '../../machines/vote.ts';
import { checkLinearizable, type SequentialModel } from './check.ts';
import { explainViolation } from './explain.ts';
import type { History, Operation } from './history.ts';

type Command = { readonly put: number } | 'get' | 'increment';
type Reply = number | 'ok';

/** A register that also counts: enough for a lost update, a stale read and a double effect. */
const register: StateMachine<number, Command, Reply> = {
  initial: 0,
  apply(state, command) {
    if (command === 'get') return { state, output: state };
    if (command === 'increment') return { state: state + 1, output: state + 1 };
    return { state: command.put, output: 'ok' };
  },
};
const model = { machine: register };

/** `op('a', 'get', 0, 1, 5)`: client a asks at 0 and is answered 5 at 1. Without an answer, it never is. */
const op = (
  client: string,
  command: Command,
  asked: number,
  answered?: number,
  reply?: Reply,
): Operation<Command, Reply> => ({
  client,
  command,
  asked: { at: asked, order: asked },
  answered: answered === undefined ? null : { at: answered, order: answered, reply: reply! },
});

/** Tries every order there is. */
function oracle(history: History<Command, Reply>): 'ok' | 'violated' {
  const extend = (left: History<Command, Reply>, state: number): boolean =>
    left.every(({ answered }) => answered === null) ||
    left.some((next) => {
      const mayBeNext = left.every(
        (other) => other.answered === null || other.answered.order > next.asked.order || other === next,
      );
      if (!mayBeNext) return false;
      const { state: after, output } = register.apply(state, next.command);
      const fits = next.answered === null || sameState(next.answered.reply, output);
      return (
        fits &&
        extend(
          left.filter((other) => other !== next),
          after,
        )
      );
    });
  return extend(history, register.initial) ? 'ok' : 'violated';
}

/** Up to six operations of three clients, at moments of their own, answered anything or never. */
const histories: fc.Arbitrary<History<Command, Reply>> = fc
  .array(
    fc.record({
      command: fc.oneof(
        fc.constantFrom<Command[]>('get', 'increment'),
        fc.integer({ min: 1, max: 3 }).map((put) => ({ put })),
      ),
      reply: fc.integer({ min: 0, max: 3 }),
      moments: fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 })),
      never: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((drawn) =>
    drawn.map(({ command, reply, moments, never }, index) => {
      // Moments of their own: no two events of a history happen at once.
      const [asked, answered] = moments
        .map((moment, side) => moment * 16 + index * 2 + side)
        .sort((a, b) => a - b);
      const given = typeof command === 'object' ? 'ok' : reply;
      return never ? op('c', command, asked!) : op('c', command, asked!, answered!, given);
    }),
  );

describe('checkLinearizable', () => {
  it('agrees with trying every order, on small histories of every kind', () => {
    const outcomes = { ok: 0, violated: 0 };
    fc.assert(
      fc.property(histories, (history) => {
        const expected = oracle(history);
        outcomes[expected] += 1;
        expect(checkLinearizable(model, history).outcome).toBe(expected);
      }),
      { numRuns: 3000, seed: 1 },
    );
    // Histories that are all of one kind would prove nothing.
    expect(Math.min(outcomes.ok, outcomes.violated)).toBeGreaterThan(500);
  });

  it.each<[string, History<Command, Reply>]>([
    ['nothing at all', []],
    ['one after the other', [op('a', { put: 1 }, 0, 1, 'ok'), op('b', 'get', 2, 3, 1)]],
    ['a read beside a write, that sees it', [op('a', { put: 1 }, 0, 9, 'ok'), op('b', 'get', 1, 2, 1)]],
    ['a read beside a write, that does not', [op('a', { put: 1 }, 0, 9, 'ok'), op('b', 'get', 1, 2, 0)]],
    [
      'a write that nobody was told of, and one read that saw it',
      [op('a', { put: 1 }, 0), op('b', 'get', 5, 6, 1)],
    ],
    [
      'a write that nobody was told of, and that came late',
      [op('a', { put: 1 }, 0), op('b', 'get', 5, 6, 0), op('b', 'get', 7, 8, 1)],
    ],
  ])('finds an order: %s', (_, history) => {
    expect(checkLinearizable(model, history)).toEqual({ outcome: 'ok' });
  });

  it.each<[string, History<Command, Reply>]>([
    ['a stale read', [op('a', { put: 1 }, 0, 1, 'ok'), op('b', 'get', 2, 3, 0)]],
    [
      'a read that goes back',
      [op('a', { put: 1 }, 0, 9, 'ok'), op('b', 'get', 1, 2, 1), op('c', 'get', 3, 4, 0)],
    ],
    ['an increment that took effect twice', [op('a', 'increment', 0, 1, 2)]],
    [
      'two increments that saw the same number',
      [op('a', 'increment', 0, 5, 1), op('b', 'increment', 1, 6, 1)],
    ],
    ['a value that nobody wrote', [op('a', 'get', 0, 1, 7)]],
  ])('finds that there is none: %s', (_, history) => {
    expect(checkLinearizable(model, history)).toEqual({ outcome: 'violated', history });
  });

  it('checks each key by itself, and names the history of the key that is wrong', () => {
    type Keyed = { readonly key: string; readonly command: Command };
    const keyed: SequentialModel<Readonly<Record<string, number>>, Keyed, Reply> = {
      machine: {
        initial: {},
        apply(state, { key, command }) {
          const { state: value, output } = register.apply(state[key] ?? 0, command);
          return { state: { ...state, [key]: value }, output };
        },
      },
      keyOf: ({ key }) => key,
    };
    const at = (key: string, { command, ...rest }: Operation<Command, Reply>) => ({
      ...rest,
      command: { key, command },
    });
    const wrong = [at('y', op('a', { put: 2 }, 4, 5, 'ok')), at('y', op('b', 'get', 6, 7, 0))];
    const right = [at('x', op('a', { put: 1 }, 0, 1, 'ok')), at('x', op('b', 'get', 2, 3, 1))];
    expect(checkLinearizable(keyed, [...right, ...wrong])).toEqual({ outcome: 'violated', history: wrong });
    expect(checkLinearizable(keyed, right)).toEqual({ outcome: 'ok' });
  });

  it('says that it does not know when the budget is spent, and takes no side', () => {
    const crowd = Array.from({ length: 12 }, (_, index) =>
      op(`c${index}`, { put: index }, index, 100 + index, 'ok'),
    );
    const history = [...crowd, op('r', 'get', 200, 201, 99)];
    expect(checkLinearizable(model, history, 100)).toEqual({ outcome: 'unknown', steps: 100 });
    expect(checkLinearizable(model, history).outcome).toBe('violated');
  });

  it('checks a thousand operations of eight clients in a moment', () => {
    let state = 0;
    const history = Array.from({ length: 1000 }, (_, index) => {
      const { state: after, output } = register.apply(state, index % 3 === 0 ? 'get' : 'increment');
      state = after;
      return op(`c${index % 8}`, index % 3 === 0 ? 'get' : 'increment', index * 10, index * 10 + 75, output);
    });
    expect(checkLinearizable(model, history)).toEqual({ outcome: 'ok' });
  });
});

describe('explainViolation', () => {
  it('says nothing of a history that is right, or that cannot be decided', () => {
    expect(explainViolation(model, [op('a', 'get', 0, 1, 0)])).toBeUndefined();
    expect(explainViolation(model, [op('a', 'get', 0, 1, 7)], 0)).toBeUndefined();
  });

  it('names the stale read, the write that it missed, and what it should have been', () => {
    expect(explainViolation(model, [op('a', { put: 1 }, 10, 20, 'ok'), op('b', 'get', 30, 40, 0)])).toBe(
      'b’s “get” (30 to 40 ms) was answered 0, which no order explains: a’s “{put=1}” (10 to 20 ms) had been answered before it was asked, so that it could only be 1.',
    );
  });

  it('leaves out what came after the first wrong answer, and what has nothing to do with it', () => {
    const history = [
      op('a', 'get', 0, 1, 0),
      op('a', { put: 1 }, 2, 3, 'ok'),
      op('b', 'get', 4, 5, 0),
      op('c', { put: 3 }, 6, 7, 'ok'),
      op('c', 'get', 8, 9, 5),
    ];
    expect(explainViolation(model, history)).toBe(
      'b’s “get” (4 to 5 ms) was answered 0, which no order explains: a’s “{put=1}” (2 to 3 ms) had been answered before it was asked, so that it could only be 1.',
    );
  });

  it('names those that ran beside it when no earlier one alone is to blame', () => {
    expect(explainViolation(model, [op('a', 'increment', 0, 5, 1), op('b', 'increment', 1, 6, 1)])).toBe(
      'b’s “increment” (1 to 6 ms) was answered 1, which no order explains: there were also a’s “increment” (0 to 5 ms), so that it could only be 2.',
    );
    expect(explainViolation(model, [op('a', 'get', 0, 1, 7)])).toBe(
      'a’s “get” (0 to 1 ms) was answered 7, which no order explains: nothing had been done before, so that it could only be 0.',
    );
  });
});
