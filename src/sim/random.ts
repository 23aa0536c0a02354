/** Random numbers that a seed decides: the same seed gives the same numbers, in Node and in every browser. */
export interface Random {
  /** A number from 0 up to, and never, 1. */
  next(): number;
  /** A whole number from 0 up to, and never, `below`. */
  integer(below: number): number;
  /** True with the given probability: never at 0, always at 1. */
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
}

export function seededRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed must be a safe integer, and ${seed} is not.`);
  const draw = wordsFrom(seed);
  const next = () => draw() / words;

  function integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > words) {
      throw new RangeError(`A bound must be an integer from 1 to 2^32, and ${below} is not.`);
    }
    // Words past the last whole multiple of the bound would make the small results a little likelier.
    const end = words - (words % below);
    let word = draw();
    while (word >= end) word = draw();
    return word % below;
  }

  return {
    next,
    integer,
    chance(probability) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new RangeError(`A probability must lie between 0 and 1, and ${probability} does not.`);
      }
      return next() < probability;
    },
    pick(items) {
      if (items.length === 0) throw new RangeError('An empty list has nothing to pick.');
      return items[integer(items.length)]!;
    },
  };
}

const words = 2 ** 32;

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand): four 32-bit words of state, additions and shifts, nothing that
 * one engine could round differently from another.
 */
function wordsFrom(seed: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / words) | 0;
  let c = 0;
  let counter = 1;

  const draw = () => {
    const word = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
  // Neighbouring seeds start out alike; these rounds drive them apart.
  for (let round = 0; round < 16; round++) draw();
  return draw;
}
