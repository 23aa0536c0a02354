import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareStamps, isStable, lamportClock, receive, stampOf, tick, type Stamp } from './lamport.ts';

const at = (time: number, process: string): Stamp => ({ time, process });

interface Event extends Stamp {
  /** Indexes of the events that directly led to this one. */
  readonly causes: readonly number[];
}

/** Plays a history of three processes: each step is a process and, for a receipt, which earlier event it hears of. */
function play(steps: readonly (readonly [process: number, hears: number | null])[]): Event[] {
  const clocks = ['p', 'q', 'r'].map(lamportClock);
  const latest: (number | undefined)[] = [];
  const events: Event[] = [];
  for (const [process, hears] of steps) {
    const message = hears === null || events.length === 0 ? undefined : hears % events.length;
    const clock = clocks[process]!;
    clocks[process] = message === undefined ? tick(clock) : receive(clock, events[message]!);
    const before = latest[process];
    const causes = [before, message].filter((cause) => cause !== undefined);
    latest[process] = events.push({ ...stampOf(clocks[process]), causes }) - 1;
  }
  return events;
}

const histories = fc.array(fc.tuple(fc.nat(2), fc.option(fc.nat(1_000))), { maxLength: 60 }).map(play);

describe('a Lamport clock', () => {
  it('gives every event a later time than whatever may have caused it', () => {
    const clockCondition = fc.property(histories, (events) => {
      for (const { time, causes } of events)
        for (const cause of causes) expect(events[cause]!.time).toBeLessThan(time);
    });
    fc.assert(clockCondition);
  });

  it('stays with its process when it hears of another', () => {
    expect(receive(lamportClock('p'), at(7, 'q'))).toEqual({ process: 'p', time: 8 });
  });
});

describe('compareStamps', () => {
  it('puts all events into one order, whatever the order in which they are met', () => {
    const oneOrder = fc.property(histories, fc.infiniteStream(fc.nat()), (events, dice) => {
      const shuffled = events
        .map((event) => ({ event, die: dice.next().value as number }))
        .sort((a, b) => a.die - b.die)
        .map(({ event }) => event);
      expect([...shuffled].sort(compareStamps)).toEqual([...events].sort(compareStamps));
    });
    fc.assert(oneOrder);
  });

  it('orders equal times by process', () => {
    expect(compareStamps(at(3, 'q'), at(3, 'p'))).toBeGreaterThan(0);
    expect(compareStamps(at(3, 'p'), at(3, 'p'))).toBe(0);
  });
});

describe('isStable', () => {
  it('is true once every process was heard of with a later stamp', () => {
    const heard = { p: at(5, 'p'), q: at(4, 'q') };
    expect(isStable(at(4, 'p'), ['p', 'q'], heard)).toBe(true);
    expect(isStable(at(5, 'p'), ['p', 'q'], heard)).toBe(false);
  });

  it('is false for as long as one process is silent', () => {
    expect(isStable(at(1, 'p'), ['p', 'q'], { p: at(9, 'p') })).toBe(false);
  });
});
