import { describe, expect, it } from 'vitest';
import { standardStory } from './stories.ts';
import { printRequest, readRequest } from './words.ts';

describe('The words of the story', () => {
  it('say a request each', () => {
    expect(readRequest('create ana in Berlin, DE')).toEqual({
      kind: 'create-user',
      user: 'ana',
      address: 'Berlin',
      country: 'DE',
    });
    expect(readRequest('move ana to Bad Homburg')).toMatchObject({ user: 'ana', address: 'Bad Homburg' });
    expect(readRequest('delete ana by an administrator')).toMatchObject({ by: 'an administrator' });
    expect(readRequest('order 7: desk lamp for 100.05 by ana')).toEqual({
      kind: 'place-order',
      order: 7,
      item: 'desk lamp',
      cents: 10005,
      user: 'ana',
    });
    expect(readRequest('  pay   7 ')).toEqual({ kind: 'pay-order', order: 7 });
    expect(readRequest('show revenue')).toEqual({ kind: 'show-revenue' });
  });

  it('are printed as they are read', () => {
    for (const { request } of standardStory) expect(readRequest(printRequest(request))).toEqual(request);
  });

  it.each([
    ['dance', '“dance” is no request. Requests begin with create, move, delete, order, pay, list, show.'],
    ['creat ana in Berlin, DE', '“creat” is no request. Write: create ana in Berlin, DE'],
    ['create ana', '“create ana” is not how create is written. Write: create ana in Berlin, DE'],
    ['create ana in Rome, IT', 'The shop does not deliver to IT: it has tax rates for DE and FR.'],
    [
      'create ana in Rome, constructor',
      '“create ana in Rome, constructor” is not how create is written. Write: create ana in Berlin, DE',
    ],
    [
      'delete ana by magic',
      '“delete ana by magic” is not how delete is written. Write: delete ana by herself',
    ],
    [
      'order 7: lamp for 100 by ana',
      '“order 7: lamp for 100 by ana” is not how order is written. Write: order 7: lamp for 100.00 by ana',
    ],
    [
      'order 7: lamp for 0.00 by ana',
      'An order costs something, and 0.00 is nothing. Write: order 7: lamp for 100.00 by ana',
    ],
    ['pay all', '“pay all” is not how pay is written. Write: pay 7'],
    ['pay 0', '“pay 0” is not how pay is written. Write: pay 7'],
    ['list orders', '“list orders” is not how list is written. Write: list users, or: list shipped'],
    ['', '“” is no request. Requests begin with create, move, delete, order, pay, list, show.'],
  ])('are refused in a sentence that says what to write: %s', (words, sentence) => {
    expect(() => readRequest(words)).toThrow(new Error(sentence));
  });
});
