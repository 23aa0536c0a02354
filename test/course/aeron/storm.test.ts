import { expect, it } from 'vitest';
import { runStorm, storms } from './storms.ts';

it(`a cluster keeps all that it promises, after every event of ${storms} storms, and comes to itself after each`, () => {
  for (let seed = 1; seed <= storms; seed++) {
    const failure = runStorm(seed);
    expect(failure, `The storm of seed ${seed}`).toBeNull();
  }
});
