import {
  append,
  holdOverSeeds,
  parseScenario,
  reply,
  send,
  type Effect as WorldEffect,
  type Program,
  type System,
  type Trace,
} from '#course/sim';
import { describe, expect, it } from 'vitest';
import {
  onMissing,
  onRequest,
  restart,
  type Effect,
  type Entry,
  type Request,
  type Sequencer,
} from '#exercise/total-ordering/sequencer';

const request = (client: string, id: number, command = `command ${id} of ${client}`): Request => ({
  client,
  id,
  command,
});
const entry = (sequence: number, client: string, id: number): Entry => ({ ...request(client, id), sequence });

const fresh = (): Sequencer => ({ next: 1, entries: [] });

/** Everything that a sequencer does when these requests come in, one after the other. */
function feed(sequencer: Sequencer, requests: readonly Request[]) {
  const effects: Effect[] = [];
  for (const each of requests) {
    const step = onRequest(sequencer, each);
    sequencer = step.sequencer;
    effects.push(...step.effects);
  }
  return { sequencer, effects };
}

const entries = (effects: readonly Effect[], kind: Effect['kind']) =>
  effects.filter((effect) => effect.kind === kind).map((effect) => effect.entry);
const published = (requests: readonly Request[], from = fresh()) =>
  entries(feed(from, requests).effects, 'publish');
const numbers = (all: readonly Entry[]) => all.map(({ sequence }) => sequence);
const numbersOf = (all: readonly Entry[], client: string, id: number) => [
  ...new Set(numbers(all.filter((each) => each.client === client && each.id === id))),
];

/** The answer as a node of a simulated world: its journal is on a disk, and the power may fail between any two effects. */
const sequencer: Program<Sequencer, Entry, string, number> = {
  init: fresh,
  step(state, input) {
    if (input.kind === 'start') {
      const journal = (input.disk['journal'] ?? []) as readonly Entry[];
      return { state: { next: Math.max(0, ...numbers(journal)) + 1, entries: journal }, effects: [] };
    }
    if (input.kind !== 'request') return { state, effects: [] };
    const { client, request: id, command } = input;
    const step = onRequest(structuredClone(state), { client, id, command });
    return {
      state: step.sequencer,
      effects: step.effects.flatMap(({ kind, entry }): WorldEffect<Entry, number>[] =>
        kind === 'persist'
          ? [append('journal', entry)]
          : [send('replica', entry), reply(input, entry.sequence)],
      ),
    };
  },
};
const replica: typeof sequencer = { init: fresh, step: (state) => ({ state, effects: [] }) };

const powerCuts: System<Sequencer, Entry, string, number> = {
  nodes: ['sequencer', 'replica'],
  program: (node) => (node === 'sequencer' ? sequencer : replica),
  clients: { retryAfter: 60, tries: 20 },
  inTheEnd: twoRequestsWithOneNumber,
};

const rough = parseScenario(
  `latency 5ms to 40ms
   loss 10%
   at 10ms client ana sends buy to sequencer
   at 40ms client ana sends sell to sequencer
   at 45ms crash sequencer after effect 1
   at 80ms client ana sends cancel to sequencer
   at 90ms restart sequencer
   at 130ms crash sequencer after effect 1
   at 140ms client ana sends close to sequencer
   at 170ms restart sequencer
   until 2s`,
  powerCuts,
);

/** The shortest story of a failure under so many seeds; nothing when there is none. */
function storyOver(seeds: number): string {
  try {
    holdOverSeeds(powerCuts, rough, { seeds });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function twoRequestsWithOneNumber({ events }: Trace): string | undefined {
  const owners = new Map<number, Entry>();
  for (const event of events) {
    if (event.kind !== 'send' || event.node !== 'sequencer' || event.to !== 'replica') continue;
    const published = event.message as Entry;
    const owner = owners.get(published.sequence) ?? published;
    if (owner.id !== published.id)
      return `number ${owner.sequence} was published for “${owner.command}”, and after a crash for “${published.command}”.`;
    owners.set(owner.sequence, owner);
  }
  return undefined;
}

describe('a new request', () => {
  it('gets the next number, whichever client it comes from', () => {
    expect(published([request('ana', 1), request('bo', 6), request('ana', 2)])).toEqual([
      entry(1, 'ana', 1),
      entry(2, 'bo', 6),
      entry(3, 'ana', 2),
    ]);
  });

  it('is persisted before it is published: what is out cannot be taken back', () => {
    expect(storyOver(30)).toBe('');
  });

  it('of one client is not taken for one of another client with the same id', () => {
    const all = published([request('ana', 7), request('bo', 7)]);
    expect(all.map(({ client, id }) => `${client} ${id}`)).toEqual(['ana 7', 'bo 7']);
  });

  it('is new although it says the same as an older one', () => {
    const all = published([request('ana', 1, 'buy 100'), request('ana', 2, 'buy 100')]);
    expect(numbersOf(all, 'ana', 2)).toEqual([2]);
  });
});

describe('a request that comes again', () => {
  it('keeps its number, and uses up none', () => {
    const all = published([request('ana', 1), request('ana', 1), request('ana', 2)]);
    expect({ 'ana 1': numbersOf(all, 'ana', 1), 'ana 2': numbersOf(all, 'ana', 2) }).toEqual({
      'ana 1': [1],
      'ana 2': [2],
    });
  });

  it('is published again: the client heard nothing, so perhaps nobody did', () => {
    const { sequencer } = onRequest(fresh(), request('ana', 1));
    expect(onRequest(sequencer, request('ana', 1)).effects.map(({ kind }) => kind)).toContain('publish');
  });

  it('puts no number into the journal a second time', () => {
    const { effects } = feed(fresh(), [request('ana', 1), request('ana', 1)]);
    const journal = numbers(entries(effects, 'persist'));
    expect(journal).toEqual([...new Set(journal)]);
  });
});

describe('after a restart', () => {
  it('the next number follows the last one in the journal, even if its beginning was cut off', () => {
    expect({
      'journal 1, 2, 3': restart([entry(1, 'ana', 1), entry(2, 'bo', 6), entry(3, 'ana', 2)]).next,
      'journal 41, 42': restart([entry(41, 'ana', 9), entry(42, 'bo', 5)]).next,
      'empty journal': restart([]).next,
    }).toEqual({ 'journal 1, 2, 3': 4, 'journal 41, 42': 43, 'empty journal': 1 });
  });

  it('the entries from before are known, so that a retry keeps its number', () => {
    const journal = [entry(1, 'ana', 1), entry(2, 'bo', 6)];
    expect(restart(journal).entries).toEqual([entry(1, 'ana', 1), entry(2, 'bo', 6)]);
  });
});

describe('missing numbers', () => {
  const five = [1, 2, 3, 4, 5].map((sequence) => entry(sequence, 'ana', sequence));
  const again = (all: readonly Entry[], from: number, to: number) =>
    onMissing({ next: (all.at(-1)?.sequence ?? 0) + 1, entries: all }, from, to).map((effect) =>
      effect.kind === 'publish' ? (effect.entry?.sequence ?? 'nothing') : effect.kind,
    );

  it('are published again from the first to the last, both included', () => {
    expect({ '2 to 4': again(five, 2, 4), '5 to 5': again(five, 5, 5) }).toEqual({
      '2 to 4': [2, 3, 4],
      '5 to 5': [5],
    });
  });

  it('are found by their number, not by their place in the list', () => {
    const cutOff = [41, 42, 43, 44, 45].map((sequence) => entry(sequence, 'ana', sequence));
    expect({ 'first of 42 to 44': again(cutOff, 42, 44)[0] }).toEqual({ 'first of 42 to 44': 42 });
  });

  it('are published as far as they exist', () => {
    expect(again(five, 4, 9)).toEqual([4, 5]);
  });
});

it('leaves the sequencer that came in as it was', () => {
  const before: Sequencer = { next: 2, entries: [entry(1, 'ana', 1)] };
  onRequest(before, request('bo', 6));
  onRequest(before, request('ana', 1));
  expect(before).toEqual({ next: 2, entries: [entry(1, 'ana', 1)] });
});
