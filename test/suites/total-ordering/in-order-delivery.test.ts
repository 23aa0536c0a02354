import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  joinAt,
  onHeartbeat,
  onMessage,
  onTimer,
  type Effect,
  type Message,
  type Receiver,
  type Step,
} from '#exercise/total-ordering/in-order-delivery';

/** What can happen to a receiver: a message with this number, the sequencer's last number, or the timer. */
type Input = number | { readonly last: number } | 'timer';

const message = (sequence: number): Message => ({ sequence, command: `command ${sequence}` });

/** Lets things happen to a receiver, one after the other. */
function after(receiver: Receiver, inputs: readonly Input[]) {
  const effects: Effect[] = [];
  for (const input of inputs) {
    const step: Step =
      input === 'timer'
        ? onTimer(receiver)
        : typeof input === 'number'
          ? onMessage(receiver, message(input))
          : onHeartbeat(receiver, input.last);
    receiver = step.receiver;
    effects.push(...step.effects);
  }
  return { receiver, effects };
}

const numbersFrom = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A receiver that has delivered number 1. */
const started = () => after(joinAt(0), [1]).receiver;

const deliveredIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'deliver' ? [effect.message.sequence] : []));
const askedIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'ask' ? [`${effect.from} to ${effect.to}`] : []));
const delivered = (inputs: readonly Input[]) => deliveredIn(after(started(), inputs).effects);
const asked = (inputs: readonly Input[]) => askedIn(after(started(), inputs).effects);

describe('the machine', () => {
  it('gets at once what comes in order', () => {
    const perMessage = [2, 3].map((_, index, all) =>
      deliveredIn(onMessage(after(started(), all.slice(0, index)).receiver, message(all[index]!)).effects),
    );
    expect(perMessage).toEqual([[2], [3]]);
  });

  it('gets all messages in the order of their numbers, whatever the order of their arrival', () => {
    const numbers = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const inOrder = fc.property(fc.shuffledSubarray(numbers, { minLength: numbers.length }), (arriving) => {
      expect(delivered(arriving)).toEqual(numbers);
    });
    fc.assert(inOrder);
  });

  it('gets a message once, although it arrives again later', () => {
    expect(delivered([2, 3, 2, 3, 4])).toEqual([2, 3, 4]);
  });
});

describe('a message that is early', () => {
  it('waits once, although it arrives again', () => {
    const { waiting } = after(started(), [4, 4, 6, 4, 6]).receiver;
    expect(waiting.map(({ sequence }) => sequence)).toEqual([
      ...new Set(waiting.map(({ sequence }) => sequence)),
    ]);
  });
});

describe('the receiver asks', () => {
  it('at once for all numbers that a message shows to be missing', () => {
    expect(asked([5])).toEqual(['2 to 4']);
  });

  it('for a number once, whatever arrives in the meantime', () => {
    const askedTwice = (arriving: readonly number[]) => {
      const all = after(started(), arriving).effects.flatMap((effect) =>
        effect.kind === 'ask' ? numbersFrom(effect.from, effect.to) : [],
      );
      return all.filter((number, index) => all.indexOf(number) !== index);
    };
    expect({
      'asked for twice while 4, 5, 7 arrive': askedTwice([4, 5, 7]),
      'asked for twice while 5, 3, 6 arrive': askedTwice([5, 3, 6]),
    }).toEqual({
      'asked for twice while 4, 5, 7 arrive': [],
      'asked for twice while 5, 3, 6 arrive': [],
    });
  });

  it('for what the sequencer says it has sent: the last message may be the lost one', () => {
    expect(asked([{ last: 3 }])).toEqual(['2 to 3']);
  });

  it('nothing when the sequencer says what it knows', () => {
    expect(asked([2, 3, { last: 3 }, { last: 2 }, 4])).toEqual([]);
  });
});

describe('when the timer fires, the receiver asks', () => {
  it('again for all that is missing, gap by gap, and not for what it has', () => {
    const gaps: Receiver = { next: 2, highest: 8, waiting: [message(4), message(6)] };
    expect(askedIn(onTimer(gaps).effects)).toEqual(['2 to 3', '5 to 5', '7 to 8']);
  });

  it('nothing when nothing is missing', () => {
    expect(askedIn(onTimer({ next: 4, highest: 3, waiting: [] }).effects)).toEqual([]);
  });
});

describe('a receiver that joins late', () => {
  it('wants nothing of what the snapshot holds', () => {
    const { effects } = after(joinAt(50), [51, 52]);
    expect({ delivered: deliveredIn(effects), asked: askedIn(effects) }).toEqual({
      delivered: [51, 52],
      asked: [],
    });
  });

  it('wants everything when it has no snapshot, and takes no message for the first because it came first', () => {
    const asks = after(joinAt(0), [57]).effects.filter((effect) => effect.kind === 'ask');
    expect({ 'asks from': asks[0]?.from }).toEqual({ 'asks from': 1 });
  });
});

it('leaves the receiver that came in as it was', () => {
  const before: Receiver = { next: 2, highest: 4, waiting: [message(4)] };
  for (const input of [6, 2, 3, { last: 9 }, 'timer'] satisfies Input[]) after(before, [input]);
  expect(before).toEqual({ next: 2, highest: 4, waiting: [message(4)] });
});
