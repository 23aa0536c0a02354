import { describe, expect, it } from 'vitest';
import { runStorm } from './storms.ts';

const storms = 250;
const firsts = [0, 1, 2, 3].map((quarter) => 1 + quarter * storms);

describe('a cluster', () => {
  it.each(firsts)(
    `keeps all that it promises, after every event of ${storms} storms from seed %i on, and comes to itself after each`,
    (first) => {
      for (let seed = first; seed < first + storms; seed++)
        expect(runStorm(seed), `The storm of seed ${seed}`).toBeNull();
    },
  );
});
