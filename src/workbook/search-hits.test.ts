import { expect, it } from 'vitest';
import { toHits, type Found, type Span } from './search-hits.ts';

const at = (...position: Span[]): Found['metadata'] => ({ word: { t: { position } } });
const page = { t: 'Replicas and voting' };
const marked = (pieces: readonly { text: string; marked: boolean }[] = []) =>
  pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');

it('shows a lesson by its title, with the words that were looked for marked', () => {
  const [hit] = toHits([
    { type: 0, document: { t: 'Replicas and voting', u: '/r/' }, metadata: at([13, 6]) },
  ]);
  expect(hit).toMatchObject({ url: '/r/', kind: 'lesson' });
  expect(marked(hit!.title)).toBe('Replicas and [voting]');
  expect(hit!.lesson).toBeUndefined();
});

it('shows a section with its lesson', () => {
  const [hit] = toHits([
    { type: 1, document: { t: 'Count', u: '/r/', h: '#count' }, page, metadata: at([0, 5]) },
  ]);
  expect(hit).toMatchObject({ url: '/r/#count', kind: 'section', lesson: 'Replicas and voting' });
});

it('knows an exercise and leaves the word out of its title', () => {
  const [hit] = toHits([
    {
      type: 1,
      document: { t: 'Exercise Count votes', u: '/r/', h: '#exercise-vote' },
      page,
      metadata: at([9, 5]),
    },
  ]);
  expect(hit!.kind).toBe('exercise');
  expect(marked(hit!.title)).toBe('[Count] votes');
});

it('cuts an excerpt out around the first match, between words', () => {
  const t = `${'before '.repeat(20)}quorum ${'after '.repeat(40)}`.trim();
  const [hit] = toHits([
    { type: 4, document: { t, u: '/r/', h: '#count', s: 'Count' }, page, metadata: at([140, 6]) },
  ]);
  expect(marked(hit!.title)).toBe('Count');
  expect(marked(hit!.excerpt)).toMatch(/^… (before ){7}\[quorum\] (after )+…$/);
  expect(hit!.excerpt!.map(({ text }) => text).join('').length).toBeLessThan(170);
});

it('shows a short text whole, and marks words without the punctuation after them', () => {
  const [hit] = toHits([
    {
      type: 2,
      document: { t: 'A short text.', u: '/r/', s: 'Replicas and voting' },
      page,
      metadata: at([8, 5]),
    },
  ]);
  expect(marked(hit!.excerpt)).toBe('A short [text].');
  expect(hit!.lesson).toBeUndefined();
});

it('shows a place once, where both its heading and its text match', () => {
  const document = { u: '/r/', h: '#count' };
  const hits = toHits([
    { type: 4, document: { ...document, t: 'We count.', s: 'Count' }, page, metadata: at([3, 5]) },
    { type: 1, document: { ...document, t: 'Count' }, page, metadata: at([0, 5]) },
  ]);
  expect(hits).toHaveLength(1);
  expect(marked(hits[0]!.title)).toBe('[Count]');
  expect(marked(hits[0]!.excerpt)).toBe('We [count].');
});

it('marks words that overlap once', () => {
  const [hit] = toHits([{ type: 0, document: { t: 'voting', u: '/r/' }, metadata: at([0, 6], [0, 4]) }]);
  expect(marked(hit!.title)).toBe('[voting]');
});
