import { describe, expect, it } from 'vitest';
import { scenarioTextOf } from './scenario.ts';

const shop = { name: 'notification', route: ({ kind }: { kind: string }) => kind.split('-')[1]! } as const;
const text = (story: string, faults = '') => scenarioTextOf(shop, { title: 'A figure', story, faults });

describe('a figure of the shop', () => {
  it('is a scenario, in which requests go where the architecture sends them', () => {
    expect(
      text('at 50ms ana: create ana in Berlin, DE; at 300ms ana: pay 1', 'at 310ms crash orders; loss 10%'),
    ).toBe(
      `scenario A figure
system notification
seed 1
at 310ms crash orders
loss 10%
at 50ms client ana sends create ana in Berlin, DE to user
at 300ms client ana sends pay 1 to order
`,
    );
  });

  it.each([
    ['ana: pay 1', '“ana: pay 1” is no line of a story. Write: at 50ms ana: create ana in Berlin, DE'],
    ['at 5ms ana: pay all', '“pay all” is not how pay is written. Write: pay 7'],
  ])('whose story says “%s” is refused with a sentence', (story, sentence) => {
    expect(() => text(story)).toThrow(sentence);
  });
});
