import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learn, missing, receiverAt, take, type Numbered, type Receiver } from './receiver.ts';

const numbered = (sequence: number): Numbered => ({ sequence });

function takeAll(receiver: Receiver<Numbered>, sequences: readonly number[]) {
  const delivered: number[] = [];
  const asked: string[] = [];
  for (const sequence of sequences) {
    const step = take(receiver, numbered(sequence));
    receiver = step.receiver;
    delivered.push(...step.deliver.map((message) => message.sequence));
    asked.push(...step.ask.map(({ from, to }) => `${from}–${to}`));
  }
  return { receiver, delivered, asked };
}

describe('a receiver', () => {
  it('delivers 1 to n once each and in order, whatever is reordered and repeated', () => {
    const arrivals = fc
      .integer({ min: 1, max: 30 })
      .chain((n) =>
        fc.array(fc.integer({ min: 1, max: n }), { maxLength: 60 }).map((extra) => ({ n, extra })),
      )
      .chain(({ n, extra }) => {
        const all = [...Array.from({ length: n }, (_, index) => index + 1), ...extra];
        return fc.shuffledSubarray(all, { minLength: all.length }).map((arriving) => ({ n, arriving }));
      });
    fc.assert(
      fc.property(arrivals, ({ n, arriving }) => {
        const { delivered, receiver } = takeAll(receiverAt(0), arriving);
        expect(delivered).toEqual(Array.from({ length: n }, (_, index) => index + 1));
        expect(missing(receiver)).toEqual([]);
      }),
    );
  });

  it('asks for each number at most once, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (arriving) => {
        let receiver = receiverAt(0);
        const asked: number[] = [];
        for (const sequence of arriving) {
          const step = take(receiver, numbered(sequence));
          for (const { from, to } of step.ask) for (let each = from; each <= to; each++) asked.push(each);
          receiver = step.receiver;
        }
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });

  it('asks for what a message shows to be missing, and again for what still is', () => {
    const { receiver, delivered, asked } = takeAll(receiverAt(0), [1, 4, 6]);
    expect({ delivered, asked }).toEqual({ delivered: [1], asked: ['2–3', '5–5'] });
    expect(missing(receiver)).toEqual([
      { from: 2, to: 3 },
      { from: 5, to: 5 },
    ]);
  });

  it('learns from a heartbeat that the last message is missing, and nothing from an old one', () => {
    const { receiver } = takeAll(receiverAt(0), [1, 2]);
    const step = learn(receiver, 4);
    expect(step.ask).toEqual([{ from: 3, to: 4 }]);
    expect(learn(step.receiver, 3)).toEqual({ receiver: step.receiver, deliver: [], ask: [] });
    expect(missing(step.receiver)).toEqual([{ from: 3, to: 4 }]);
  });

  it('wants nothing that its snapshot holds, and everything when it has none', () => {
    expect(takeAll(receiverAt(50), [50, 51])).toMatchObject({ delivered: [51], asked: [] });
    expect(takeAll(receiverAt(0), [57])).toMatchObject({ delivered: [], asked: ['1–56'] });
  });
});
