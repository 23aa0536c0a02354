import { describe, expect, it } from 'vitest';
import { runShop } from '../../events/shop/run.ts';
import { architectureNamed } from '../../events/shop/shops.ts';
import { askedBy } from './heard.ts';
import { switchesOf } from './setting.ts';

const { trace, story } = runShop(architectureNamed('notification')!, { faults: switchesOf(['orders-down']) });
const before = (time: number) =>
  askedBy(
    trace,
    trace.events.findLastIndex(({ at }) => at <= time),
  );

describe('what was asked and heard', () => {
  it('is the whole story in the end', () => {
    expect(askedBy(trace, null).map(({ request }) => request)).toEqual(story.map(({ request }) => request));
  });

  it('is open from the asking to the answer', () => {
    expect(before(451).at(-1)).toMatchObject({ client: 'bob', at: 450, heard: null });
    expect(before(480).at(-1)).toMatchObject({ client: 'bob', heard: { reply: { kind: 'done' } } });
  });

  it('counts how often somebody asked', () => {
    const again = askedBy(trace, null).filter(({ times }) => times > 1);
    expect(again.length).toBeGreaterThan(0);
    for (const { to } of again) expect(to).toBe('orders');
  });

  it('holds why a request was refused', () => {
    const refused = askedBy(trace, null).find(({ client }) => client === 'zoe');
    expect(refused?.heard?.reply).toEqual({ kind: 'refused', sentence: 'There is no user zoe.' });
  });
});
