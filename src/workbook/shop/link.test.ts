import { describe, expect, it } from 'vitest';
import { architectures } from '../../events/shop/architecture.ts';
import { readShopHash, shopHash } from './link.ts';
import { faultIds, opening, type Setting } from './setting.ts';

describe('a link to a setting of the shop', () => {
  it.each<Setting>([
    opening,
    { architecture: 'cqrs', faults: ['loss', 'cut'], seed: 7, at: 620 },
    ...architectures.map((architecture): Setting => ({ architecture, faults: faultIds, seed: 0, at: 0 })),
  ])('brings all of it back: %j', (setting) => {
    expect(readShopHash(shopHash(setting))).toEqual(setting);
  });

  it('can be read by people', () => {
    expect(shopHash({ architecture: 'cqrs', faults: ['loss', 'cut'], seed: 7, at: 620 })).toBe(
      '#shop=cqrs&faults=loss+cut&seed=7&at=620',
    );
  });

  it.each([
    ['#shop=', '“” is no architecture here'],
    ['#shop=microservices', '“microservices” is no architecture here'],
    ['#shop=constructor', '“constructor” is no architecture here'],
    ['#shop=cqrs&faults=loss+toString', '“toString” is no fault here'],
    ['#shop=cqrs&seed=-1', '“-1” is no seed'],
    ['#shop=cqrs&seed=1e3', '“1e3” is no seed'],
    ['#shop=cqrs&at=99999999999999999999', '“99999999999999999999” is no time'],
    ['#shop=cqrs&speed=3', '“speed=3” says nothing here'],
  ])('that reads %s ends in a sentence', (hash, why) => {
    expect(() => readShopHash(hash)).toThrow(
      `The setting in this link was not opened: ${why}. Ask for the link again, and copy all of it.`,
    );
  });
});
