import { describe, expect, it } from 'vitest';
import { messageInWords, requestInWords } from './message-words.ts';

const paid = { event: { type: 'OrderPaid', data: { order: 2, user: 'bob', total: 10_000 } }, metadata: {} };
const thin = { event: { type: 'OrderPaid', data: { about: 'order 2' } }, metadata: {} };

describe('a message of the shop', () => {
  it.each([
    [{ kind: 'publish', event: thin }, 'OrderPaid 2'],
    [{ kind: 'event', delivery: 3, event: thin }, 'OrderPaid 2'],
    [{ kind: 'facts', events: [paid] }, 'OrderPaid 2'],
    [{ kind: 'facts', events: [paid, paid, paid] }, 'OrderPaid 2, 2 more'],
    [{ kind: 'facts', events: [] }, 'how far?'],
    [{ kind: 'ask', about: 'order 2' }, 'order 2?'],
    [{ kind: 'answer', about: 'order 2', row: null }, 'order 2'],
    [{ kind: 'answer', lines: ['a', 'b'] }, '2 lines'],
    [{ kind: 'pay-order', order: 2 }, 'pay 2'],
    [{ kind: 'refused', sentence: 'There is no order 9.' }, 'refused'],
  ])('%j is written as “%s”', (message, words) => {
    expect(messageInWords(message)).toBe(words);
  });

  it('that nobody foresaw is left to the words of the world', () => {
    expect(messageInWords({ kind: 'hum' })).toBeUndefined();
    expect(messageInWords('hum')).toBeUndefined();
  });
});

describe('a request', () => {
  it('is short enough to stand beside a mark', () => {
    expect(requestInWords({ kind: 'place-order', order: 2, item: 'chair', cents: 10_000, user: 'bob' })).toBe(
      'order 2',
    );
    expect(requestInWords({ kind: 'create-user', user: 'ana', address: 'Berlin', country: 'DE' })).toBe(
      'create ana',
    );
  });
});
