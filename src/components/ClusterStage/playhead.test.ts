import { describe, expect, it } from 'vitest';
import { countWhere } from '../../sim/trace/count-where.ts';
import { at, beginning, isOver, later, moved, openingAt, type Glide, type Pace } from './playhead.ts';
import { sentenceOf } from './sentences.ts';
import { calm, film } from './testing.ts';

const frames = film(3, `${calm}until 400ms`);
const { events } = frames.trace;
const step = (from: typeof beginning, by: 1 | -1) => moved(frames, from, { do: 'step', by });

describe('a reader who steps', () => {
  it('comes to every step once, and with the last one to the end', () => {
    const visited: number[] = [];
    for (let now = step(beginning, 1); !isOver(frames, now); now = step(now, 1)) visited.push(now.event);
    expect([...visited, events.length]).toEqual(frames.steps);
  });

  it('comes back the same way', () => {
    let now = moved(frames, beginning, { do: 'go', to: 'end' });
    const visited: number[] = [];
    while (now.event > 0) visited.push((now = step(now, -1)).event);
    expect(visited.reverse()).toEqual([0, ...frames.steps.slice(0, -1)]);
  });

  it('sees an input and all that a node does at once as one step', () => {
    for (const end of frames.steps.slice(1))
      if (events[end] !== undefined)
        expect(['send', 'write', 'set-timer', 'apply', 'sync', 'note']).not.toContain(events[end]!.kind);
  });

  it('can take a step apart into its events', () => {
    const now = moved(frames, beginning, { do: 'seek-event', event: 7 });
    expect(moved(frames, now, { do: 'event', by: 1 }).event).toBe(8);
    expect(moved(frames, now, { do: 'event', by: -1 }).event).toBe(6);
  });

  it('can go from one landmark to the next, and on to the end', () => {
    const [stands, leads] = frames.landmarks;
    let now = moved(frames, beginning, { do: 'landmark', by: 1 });
    expect(now.event).toBe(stands!.event);
    now = moved(frames, now, { do: 'landmark', by: 1 });
    expect(now.event).toBe(leads!.event);
    expect(moved(frames, now, { do: 'landmark', by: 1 }).event).toBe(events.length);
    expect(moved(frames, now, { do: 'landmark', by: -1 }).event).toBe(stands!.event);
  });

  it('goes back to the last event first, from between two', () => {
    const between = at(frames, 105);
    expect(step(between, -1)).toEqual({ event: between.event, time: 100 });
  });
});

describe('a reader who scrubs', () => {
  it('sees all that happens at the time, and nothing that comes later', () => {
    for (const time of [0, 99, 100, 105, 110, 210, 400]) {
      const { event } = at(frames, time);
      expect(event).toBe(countWhere(events, (each) => each.at <= time));
    }
  });

  it('cannot leave the run', () => {
    expect(at(frames, -5)).toEqual({ event: countWhere(events, (each) => each.at <= 0), time: 0 });
    expect(at(frames, 1e9).time).toBe(frames.end);
  });
});

describe('a run that is played', () => {
  const play = (from: Glide, pace: Pace, ms: number) => {
    let now = from;
    for (let gone = 0; gone < ms; gone += 16) now = later(frames, now, 16, pace);
    return now;
  };
  const start: Glide = { playhead: at(frames, 100), stood: 0 };

  it('shows a tenth of a second in a second at speed 1, and ten times as much at 10', () => {
    expect(play(start, 1, 1_600).playhead.time).toBeCloseTo(260);
    expect(play(start, 0.1, 1_600).playhead.time).toBeCloseTo(116);
  });

  it('never shows an event before its time, nor leaves one out', () => {
    for (const pace of [0.1, 1, 10, 'by message'] as const) {
      let now = start;
      for (let frame = 0; frame < 2_000 && !isOver(frames, now.playhead); frame++) {
        const next = later(frames, now, 16, pace);
        expect(next.playhead.event).toBeGreaterThanOrEqual(now.playhead.event);
        expect(events[next.playhead.event - 1]!.at).toBeLessThanOrEqual(next.playhead.time);
        if (next.playhead.event < events.length)
          expect(events[next.playhead.event]!.at).toBeGreaterThanOrEqual(next.playhead.time);
        now = next;
      }
    }
  });

  it('takes as long for each step when it goes by message, also for those that take no time', () => {
    const stops: number[] = [];
    let now = start;
    for (let ms = 0; ms < 6_000; ms += 10) {
      const next = later(frames, now, 10, 'by message');
      if (next.playhead.event > now.playhead.event) stops.push(ms);
      now = next;
    }
    const waits = stops.slice(1).map((stop, index) => stop - stops[index]!);
    expect(waits.length).toBeGreaterThan(5);
    for (const wait of waits) expect(Math.abs(wait - 700)).toBeLessThanOrEqual(10);
  });

  it('stops at the end', () => {
    const { playhead } = play(start, 10, 10_000);
    expect(playhead).toEqual({ event: events.length, time: frames.end });
    expect(isOver(frames, playhead)).toBe(true);
  });
});

describe('a lesson that opens a run', () => {
  const tell = (event: number) => sentenceOf(frames, event);

  it('opens it at a time, or behind the first step from then on that is told in certain words', () => {
    expect(openingAt(frames, undefined, undefined, tell)).toEqual(beginning);
    expect(openingAt(frames, 105, undefined, tell)).toEqual(at(frames, 105));
    const found = openingAt(frames, 100, 'leads term 1', tell);
    expect(tell(frames.steps[countWhere(frames.steps, (step) => step < found.event) - 1]!)).toContain(
      'leads term 1',
    );
    expect(openingAt(frames, 105, 'no such words', tell)).toEqual(at(frames, 105));
  });
});
