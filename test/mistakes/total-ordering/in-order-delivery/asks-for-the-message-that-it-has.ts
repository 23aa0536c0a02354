// caught by: the receiver asks › at once for all numbers that a message shows to be missing
/**
 * Write the receiver that stands between a network and a state machine. The
 * sequencer has numbered all messages 1, 2, 3, and so on; the network loses
 * some, repeats some, and brings some in another order.
 *
 * - The machine gets every message once, in the order of the numbers, without
 *   a gap. What arrives early waits. What was there already is dropped.
 * - A message, or the sequencer's word, can show that earlier numbers exist
 *   and have not arrived. The receiver asks for these at once: one effect,
 *   from the first to the last of them, both included.
 * - It asks for a number once. Only when its timer fires does it ask again,
 *   for all that is still missing: one effect for each gap, in order.
 * - A receiver that joins late begins behind a snapshot, and wants nothing
 *   that the snapshot holds. Without a snapshot it wants everything, from 1.
 * - The receiver that comes in is never changed: a new one goes out.
 */

export interface Message {
  readonly sequence: number;
  readonly command: string;
}

export interface Receiver {
  /** The number that the machine gets next. */
  readonly next: number;
  /** The highest number that is known to exist; `next - 1` when all is delivered. */
  readonly highest: number;
  /** What arrived early, in the order of the numbers. Nothing twice. */
  readonly waiting: readonly Message[];
}

export type Effect =
  /** Give the message to the machine. */
  | { readonly kind: 'deliver'; readonly message: Message }
  /** Ask the sequencer for these numbers, both ends included. */
  | { readonly kind: 'ask'; readonly from: number; readonly to: number };

export interface Step {
  readonly receiver: Receiver;
  readonly effects: readonly Effect[];
}

/**
 * A receiver whose machine has applied everything up to `position`: the
 * position of a snapshot, or 0 for a machine that begins from nothing.
 */
export function joinAt(position: number): Receiver {
  return { next: position + 1, highest: position, waiting: [] };
}

/** A message arrived: for the first time, again, early or late. */
export function onMessage(receiver: Receiver, message: Message): Step {
  const { next, waiting } = receiver;
  const waits = waiting.some(({ sequence }) => sequence === message.sequence);
  if (message.sequence < next || waits) return { receiver, effects: [] };

  // A message proves that the numbers before it exist.
  const { highest } = receiver;
  const to = message.sequence;
  const earlier: Step = {
    receiver,
    effects: highest + 1 < to ? [{ kind: 'ask', from: highest + 1, to }] : [],
  };
  const queue = [...waiting, message].sort((a, b) => a.sequence - b.sequence);
  const gap = queue.findIndex(({ sequence }, at) => sequence !== next + at);
  const due = gap < 0 ? queue : queue.slice(0, gap);
  return {
    receiver: {
      next: next + due.length,
      highest: Math.max(earlier.receiver.highest, message.sequence),
      waiting: queue.slice(due.length),
    },
    effects: [
      ...due.map((each): Effect => ({ kind: 'deliver', message: each })),
      ...earlier.effects,
    ],
  };
}

/**
 * The sequencer says which number it gave last. Without this a receiver would
 * never learn that the last message was lost.
 */
export function onHeartbeat(receiver: Receiver, last: number): Step {
  if (last <= receiver.highest) return { receiver, effects: [] };
  return {
    receiver: { ...receiver, highest: last },
    // From the highest on: whatever is missing below was asked for before.
    effects: [{ kind: 'ask', from: receiver.highest + 1, to: last }],
  };
}

/** The timer fired: what was asked for may have been lost again. */
export function onTimer(receiver: Receiver): Step {
  const { next, highest, waiting } = receiver;
  const ends = [...waiting.map(({ sequence }) => sequence), highest + 1];
  const effects: Effect[] = [];
  let from = next;
  for (const end of ends) {
    if (from < end) effects.push({ kind: 'ask', from, to: end - 1 });
    from = end + 1;
  }
  return { receiver, effects };
}
