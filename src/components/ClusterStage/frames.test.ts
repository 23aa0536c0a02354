import { describe, expect, it } from 'vitest';
import { messagesOf, spansOf, stateOf, type Trace } from '../../sim/index.ts';
import { frameAt, framesOf, nodeOf, type Frame, type Frames } from './frames.ts';
import { after, at, beginning } from './playhead.ts';
import { calm, film, run, stormy } from './testing.ts';

const frame = (frames: Frames, time: number): Frame => frameAt(frames, at(frames, time));
const flying = (frame: Frame, from: string, to: string) =>
  frame.flights.filter(({ flight }) => flight.from === from && flight.to === to);
/** The first moment in which a message between two nodes is lost. */
const lossOf = (trace: Trace, from: string, to: string) =>
  trace.events.findIndex((event) => event.kind === 'lose' && event.node === from && event.to === to);

describe('at any moment of a run', () => {
  const trace = run(3, stormy);
  const frames = framesOf(trace);
  const events = trace.events.map((_, index) => index + 1);

  it('every node knows what its last state in the trace says', () => {
    for (const event of events)
      for (const { name, status, state } of frameAt(frames, after(frames, event)).nodes)
        if (status !== 'down') expect(state).toBe(stateOf(trace, name, event - 1));
  });

  it('those messages are on their way that were sent and have not ended', () => {
    const messages = [...messagesOf(trace).values()];
    for (const event of events) {
      const { flights } = frameAt(frames, after(frames, event));
      const sent = messages.filter(
        ({ sent, ends }) => sent < event && !ends.some(({ index }) => index < event),
      );
      const drawn = new Set(flights.map(({ flight }) => flight.id));
      // One that is to be lost is lost where it is lost, which may be before the trace says so.
      for (const { id, ends } of sent) if (ends[0]?.lost == null) expect(drawn).toContain(id);
      for (const { flight, fate } of flights)
        if (fate !== 'lost') expect(sent.map(({ id }) => id)).toContain(flight.id);
    }
  });

  it('those nodes are down or paused, and those links cut, of which the trace says so', () => {
    const spans = spansOf(trace);
    for (const event of events) {
      const { time, nodes, cuts } = frameAt(frames, after(frames, event));
      const isNow = ({ from, until }: { from: number; until: number | null }) =>
        from < time && (until === null || until > time);
      for (const span of spans.filter(isNow)) {
        if (span.kind === 'cut')
          expect(cuts.map(({ from, to }) => `${from} ${to}`)).toContain(`${span.sender} ${span.receiver}`);
        else expect(nodes.find(({ name }) => name === span.node)!.status).toBe(span.kind);
      }
    }
  });

  it('no message has gone further back than it was, or past its end', () => {
    const [travels] = frames.index.flights.filter(({ end }) => end?.lost === null && end.at - 8 > 0);
    let last = 0;
    for (let time = travels!.sentAt; time < travels!.end!.at; time += 0.5) {
      const found = frame(frames, time).flights.find(({ flight }) => flight === travels);
      expect(found!.progress).toBeGreaterThanOrEqual(last);
      last = found!.progress;
    }
    expect(last).toBeGreaterThan(0.9);
    expect(last).toBeLessThanOrEqual(1);
  });

  it('a run that went on bit by bit looks like one that is there at once', () => {
    let grown: Frames | undefined;
    for (let count = 0; count <= trace.events.length; count += 97)
      grown = framesOf({ ...trace, events: trace.events.slice(0, count) }, grown);
    grown = framesOf(trace, grown);
    expect(grown.steps).toEqual(frames.steps);
    expect(grown.landmarks).toEqual(frames.landmarks);
    for (const event of events.filter((event) => event % 50 === 0))
      expect(frameAt(grown, after(grown, event))).toEqual(frameAt(frames, after(frames, event)));
  });

  it('frames that were made before a run went on stay as they were', () => {
    const short = framesOf({ ...trace, events: trace.events.slice(0, 200) });
    const steps = [...short.steps];
    framesOf(trace, short);
    expect(short.steps).toEqual(steps);
    expect(frameAt(short, { event: 9_999, time: short.end }).event).toBe(200);
  });

  it('two futures of one run do not get into each other’s way', () => {
    const past = framesOf({ ...trace, events: trace.events.slice(0, 200) });
    const one = framesOf(trace, past);
    const events = [...trace.events.slice(0, 200), { at: 9_000, kind: 'crash', node: 'n1' } as never];
    const other = framesOf({ ...trace, events }, past);
    expect(nodeOf(frame(other, 9_000), 'n1')!.status).toBe('down');
    expect(one.steps).toEqual(frames.steps);
  });
});

describe('a server', () => {
  const frames = film(3, `${calm}until 400ms`);

  it('is not started before the first event', () => {
    expect(frameAt(frames, beginning).nodes.map(({ status, server }) => [status, server])).toEqual([
      ['down', null],
      ['down', null],
      ['down', null],
    ]);
  });

  it('that stands for election has its votes', () => {
    const { server, standing } = nodeOf(frame(frames, 105), 'n1')!;
    expect(standing).toBe('candidate');
    expect(server).toMatchObject({ currentTerm: 1, votedFor: 'n1', votes: ['n1'] });
  });

  it('that leads knows what it thinks of the others, and those know who leads', () => {
    const now = frame(frames, 399);
    expect(nodeOf(now, 'n1')!.server).toMatchObject({
      role: 'leader',
      commitIndex: 3,
      lastApplied: 3,
      matchIndex: { n2: 3, n3: 3 },
      nextIndex: { n2: 4, n3: 4 },
    });
    expect(nodeOf(now, 'n2')!.server).toMatchObject({ leader: 'n1', matchIndex: null, votes: [] });
  });

  it('that is down shows what it knew last, and has no role and no timer', () => {
    const down = nodeOf(frame(film(3, `${calm}at 300ms crash n1\nuntil 350ms`), 320), 'n1')!;
    expect(down).toMatchObject({ status: 'down', standing: null, timers: [] });
    expect(down.server!.log.entries).toHaveLength(3);
  });

  it('has the timers that run, with what is left of them', () => {
    const start = frame(frames, 50);
    for (const { timers } of start.nodes) {
      expect(timers).toHaveLength(1);
      expect(timers[0]).toMatchObject({ name: 'election', setAt: 0, left: timers[0]!.due - 50 });
    }
    const [leads, follows] = [nodeOf(frame(frames, 390), 'n1')!, nodeOf(frame(frames, 390), 'n2')!];
    expect(leads.timers.map(({ name }) => name)).toContain('heartbeat');
    expect(follows.timers.map(({ name }) => name)).toEqual(['election']);
  });

  it('has a timer that is as long as its time: the shortest fires first', () => {
    const { nodes } = frame(frames, 50);
    const byPortion = [...nodes].sort((a, b) => a.timers[0]!.portion - b.timers[0]!.portion);
    const byTime = [...nodes].sort((a, b) => a.timers[0]!.due - b.timers[0]!.due);
    expect(byPortion.map(({ name }) => name)).toEqual(byTime.map(({ name }) => name));
  });

  it('of a learner’s may keep its role as a word and its log as a list', () => {
    const state = {
      role: 'leader',
      currentTerm: 2,
      votedFor: 'n1',
      log: [{ term: 1, command: 'x' }],
      commitIndex: 1,
      lastApplied: 0,
      nextIndex: { n2: 2 },
      matchIndex: { n2: 1 },
    };
    const events = [{ at: 0, kind: 'start', node: 'n1', disk: {}, state }] as const;
    const learners = framesOf({
      version: 1,
      seed: 1,
      nodes: ['n1', 'n2'],
      clients: [],
      script: [],
      events,
      omitted: 0,
    });
    expect(nodeOf(frame(learners, 0), 'n1')!.server).toMatchObject({
      role: 'leader',
      nextIndex: { n2: 2 },
      lastApplied: 0,
      log: { after: { index: 0 } },
    });
  });
});

describe('a message', () => {
  it('is half way when half of its time is over', () => {
    const frames = film(3, `${calm}until 400ms`);
    const [vote] = flying(frame(frames, 105), 'n1', 'n2');
    expect(vote).toMatchObject({ progress: 0.5, fate: 'flies', strength: 1 });
  });

  it('that is lost by chance comes to an end on its way, and fades', () => {
    const frames = film(3, `lose message 1 from n1 to n2\n${calm}until 400ms`);
    const shown = (time: number) => flying(frame(frames, time), 'n1', 'n2')[0];
    expect(shown(100)).toMatchObject({ progress: 0, fate: 'lost', strength: 1 });
    expect(shown(107)!.progress).toBeLessThan(0.5);
    expect(shown(107)!.strength).toBeLessThan(1);
    expect(shown(119)).toBeUndefined();
  });

  it('that finds its receiver down is lost at that one’s door', () => {
    const frames = film(3, `${calm}at 95ms crash n2\nuntil 400ms`);
    expect(flying(frame(frames, 105), 'n1', 'n2')[0]).toMatchObject({ progress: 0.5, fate: 'flies' });
    expect(flying(frame(frames, 110), 'n1', 'n2')[0]).toMatchObject({ progress: 1, fate: 'lost' });
  });

  it('comes to where the link is cut, and no further', () => {
    const frames = film(3, `${calm}at 90ms cut n1 -> n2\nuntil 400ms`);
    expect(flying(frame(frames, 104), 'n1', 'n2')[0]!.progress).toBeCloseTo(0.4);
    expect(flying(frame(frames, 108), 'n1', 'n2')[0]).toMatchObject({ progress: 0.5, fate: 'lost' });
  });

  it('that had passed there before the link was cut is lost where it was', () => {
    const trace = run(3, `${calm}at 108ms cut n1 -> n2\nuntil 400ms`);
    const frames = framesOf(trace);
    expect(lossOf(trace, 'n1', 'n2')).toBeGreaterThan(0);
    expect(flying(frame(frames, 109), 'n1', 'n2')[0]).toMatchObject({ progress: 0.8, fate: 'lost' });
  });

  it('waits at the door of one that stands still, for as long as that one does', () => {
    const frames = film(3, `${calm}at 90ms pause n2\nat 180ms resume n2\nuntil 400ms`);
    expect(flying(frame(frames, 105), 'n1', 'n2')[0]).toMatchObject({ progress: 0.5, fate: 'flies' });
    for (const time of [115, 150, 179])
      expect(flying(frame(frames, time), 'n1', 'n2')[0]).toMatchObject({ progress: 1, fate: 'waits' });
    expect(frame(frames, 181).flights.filter(({ fate }) => fate === 'waits')).toEqual([]);
  });

  it('that the network copies is there twice', () => {
    const frames = film(3, `duplicate message 1 from n1 to n2 after 15ms\n${calm}until 400ms`);
    expect(flying(frame(frames, 105), 'n1', 'n2').map(({ flight }) => flight.copy)).toEqual([false, true]);
    const [copy, ...rest] = flying(frame(frames, 115), 'n1', 'n2');
    expect(copy!.flight.copy).toBe(true);
    expect(rest).toEqual([]);
  });

  it('of which the run does not tell the end never arrives', () => {
    const trace = run(3, `${calm}until 104ms`);
    const frames = framesOf(trace, undefined, 150);
    const [open] = flying(frameAt(frames, { event: trace.events.length, time: 149 }), 'n1', 'n2');
    expect(open).toMatchObject({ fate: 'flies' });
    expect(open!.progress).toBeLessThan(1);
  });
});

describe('a client', () => {
  it('waits from its request to its answer', () => {
    const frames = film(3, `${calm}until 400ms`);
    expect(frame(frames, 205).asked).toMatchObject([{ client: 'c', request: 1, to: 'n1', since: 200 }]);
    expect(frame(frames, 399).asked).toEqual([]);
  });
});
