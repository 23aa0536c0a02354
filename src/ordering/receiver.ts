/** Something with a place in the order: the sequencer numbers from 1. */
export interface Numbered {
  readonly sequence: number;
}

/**
 * Stands between a network that loses, repeats and reorders and a state machine that wants every message once, in order. It
 * waits for what is missing and says what to ask for, once each; a timer says when to ask again.
 */
export interface Receiver<Message extends Numbered> {
  /** The number to deliver next. */
  readonly next: number;
  /** The highest number known to exist. */
  readonly highest: number;
  /** What came early, in the order of the numbers. */
  readonly waiting: readonly Message[];
}

/** Numbers to ask for, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Received<Message extends Numbered> {
  readonly receiver: Receiver<Message>;
  /** For the machine, in this order. */
  readonly deliver: readonly Message[];
  readonly ask: readonly Range[];
}

/** @param position what the machine has applied already: 0, or the position of its snapshot */
export const receiverAt = <Message extends Numbered>(position: number): Receiver<Message> => ({
  next: position + 1,
  highest: position,
  waiting: [],
});

export function take<Message extends Numbered>(
  receiver: Receiver<Message>,
  message: Message,
): Received<Message> {
  const { next, waiting } = receiver;
  const { sequence } = message;
  if (sequence < next || waiting.some((other) => other.sequence === sequence))
    return { receiver, deliver: [], ask: [] };

  const { ask } = learn(receiver, sequence - 1);
  const queue = [...waiting, message].sort((a, b) => a.sequence - b.sequence);
  const gap = queue.findIndex((each, index) => each.sequence !== next + index);
  const due = gap < 0 ? queue.length : gap;
  return {
    receiver: {
      next: next + due,
      highest: Math.max(receiver.highest, sequence),
      waiting: queue.slice(due),
    },
    deliver: queue.slice(0, due),
    ask,
  };
}

/** Somebody who knows says that numbers up to `last` exist. */
export function learn<Message extends Numbered>(
  receiver: Receiver<Message>,
  last: number,
): Received<Message> {
  const { highest } = receiver;
  if (last <= highest) return { receiver, deliver: [], ask: [] };
  return { receiver: { ...receiver, highest: last }, deliver: [], ask: [{ from: highest + 1, to: last }] };
}

/** Every gap up to the highest number, in order. */
export function missing({ next, highest, waiting }: Receiver<Numbered>): readonly Range[] {
  const ranges: Range[] = [];
  let from = next;
  for (const { sequence } of [...waiting, { sequence: highest + 1 }]) {
    if (from < sequence) ranges.push({ from, to: sequence - 1 });
    from = sequence + 1;
  }
  return ranges;
}
