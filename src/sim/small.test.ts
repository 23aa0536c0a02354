import { describe, expect, it } from 'vitest';
import { describe as inWords } from './describe.ts';
import { hash32 } from './hash.ts';
import { nearest } from './nearest.ts';
import { randomStream } from './streams.ts';

describe('hash32', () => {
  it('is FNV-1a', () => {
    expect(hash32('')).toBe(0x811c9dc5);
    expect(hash32('a')).toBe(0xe40c292c);
    expect(hash32('foobar')).toBe(0xbf9cf968);
  });

  it('goes on where it stopped', () => {
    expect(hash32('bar', hash32('foo'))).toBe(hash32('foobar'));
  });
});

describe('nearest', () => {
  it.each([
    ['sned', 'send'],
    ['Send', 'send'],
    ['cutt', 'cut'],
    ['persit', 'persist'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, ['send', 'cut', 'persist'])).toBe(meant);
  });

  it('guesses nothing where nothing is near', () => {
    expect(nearest('explode', ['send', 'cut', 'persist'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});

describe('randomStream', () => {
  const first = (seed: number, purpose: string) => randomStream(seed, purpose).integer(1_000_000);

  it('gives each purpose numbers of its own, and the same ones for the same seed', () => {
    expect(first(1, 'latency a b')).toBe(first(1, 'latency a b'));
    const seeds = [1, 2, 3, 2 ** 40, -1];
    const drawn = seeds.flatMap((seed) =>
      ['latency a b', 'latency b a', 'fate a b'].map((purpose) => first(seed, purpose)),
    );
    expect(new Set(drawn).size).toBe(drawn.length);
  });
});

describe('data in words', () => {
  it.each([
    [{ kind: 'accept', ballot: 2, value: 'x' }, 'accept ballot=2 value=x'],
    [{ kind: 'append', entries: [{ kind: 'put', key: 'x' }, 5] }, 'append entries=[(put key=x), 5]'],
    [{ x: 1, y: { z: null } }, '{x=1 y={z=null}}'],
    [
      { kind: 'publish', event: { type: 'OrderPaid', data: { order: 7 } } },
      'publish event=(OrderPaid order=7)',
    ],
    [{ type: 'nothing more' }, '{type=nothing more}'],
    [{ type: 'Noted', data: null }, '{type=Noted data=null}'],
    ['', '""'],
    [undefined, 'undefined'],
    [true, 'true'],
  ])('%j: %s', (value, words) => {
    expect(inWords(value)).toBe(words);
  });

  it('is cut where a sentence would become too long', () => {
    expect(inWords('a'.repeat(200), 10)).toBe(`${'a'.repeat(9)}…`);
  });
});
