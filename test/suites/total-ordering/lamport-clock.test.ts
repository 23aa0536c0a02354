import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  newClock,
  receive,
  send,
  tick,
  type Clock,
  type Stamp,
} from '#exercise/total-ordering/lamport-clock';

const clock = (process: string, time: number): Clock => ({ process, time });
const stamp = (process: string, time: number): Stamp => ({ process, time });
const named = ({ time, process }: Stamp) => `${time} ${process}`;

describe('an event', () => {
  it('inside a process moves its clock on by one', () => {
    expect(tick(newClock('ana'))).toEqual(clock('ana', 1));
    expect(tick(clock('bo', 41))).toEqual(clock('bo', 42));
  });

  it('of sending moves the clock on, and the message carries the time of its sending', () => {
    const { clock: after, stamp: carried } = send(clock('ana', 4));
    expect({ clock: after.time, message: carried.time }).toEqual({ clock: 5, message: 5 });
  });

  it('of sending says which process it was', () => {
    expect(send(clock('bo', 4)).stamp.process).toBe('bo');
  });
});

describe('a receipt', () => {
  it('of a message from ahead is one step past the message', () => {
    const from = 'bo';
    expect({
      'own time 3, message 7': receive(clock('ana', 3), stamp(from, 7)).time,
      'own time 0, message 1': receive(clock('ana', 0), stamp(from, 1)).time,
    }).toEqual({ 'own time 3, message 7': 8, 'own time 0, message 1': 2 });
  });

  it('of a message from the past is one step past the own time: a clock never stands still or turns back', () => {
    expect({ 'own time 9, message 3': receive(clock('ana', 9), stamp('bo', 3)).time }).toEqual({
      'own time 9, message 3': 10,
    });
  });

  it('leaves the clock with its own process', () => {
    expect(receive(clock('ana', 3), stamp('bo', 7)).process).toBe('ana');
  });
});

describe('the order of all events', () => {
  it('is the order of their times, whatever the processes are called', () => {
    const events = [stamp('ana', 10), stamp('zoe', 2), stamp('mia', 9)];
    expect(events.sort(compare).map(named)).toEqual(['2 zoe', '9 mia', '10 ana']);
  });

  it('is the same for everybody, also where times are equal', () => {
    const events = [stamp('ana', 4), stamp('bo', 4), stamp('cy', 4), stamp('bo', 5)];
    const everywhere = fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (arrived) => {
      expect([...arrived].sort(compare).map(named)).toEqual(['4 ana', '4 bo', '4 cy', '5 bo']);
    });
    fc.assert(everywhere);
  });

  it('takes equal times by code unit, so that no locale can change it', () => {
    const places = ['Zoe', 'ana'].map((process) => stamp(process, 4)).sort(compare);
    expect(places.map(named)).toEqual(['4 Zoe', '4 ana']);
  });

  it('puts an event neither before nor behind itself', () => {
    expect(compare(stamp('ana', 4), stamp('ana', 4))).toBe(0);
  });
});

it('leaves the clock that came in as it was', () => {
  const before = clock('ana', 3);
  tick(before);
  send(before);
  receive(before, stamp('bo', 7));
  expect(before).toEqual(clock('ana', 3));
});
