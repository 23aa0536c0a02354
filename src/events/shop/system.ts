import type { SomeFaults } from '../../sim/index.ts';
import type { ShopSystem } from './architecture.ts';
import { people } from './people.ts';
import type { ShopPrograms } from './route.ts';
import { readRequest } from './words.ts';

/** The programs of a shop, and the people who use it. */
export const shopSystem = (programs: ShopPrograms, faults: SomeFaults | undefined): ShopSystem => ({
  nodes: Object.keys(programs),
  program: (node) => programs[node]!,
  clients: people,
  readCommand: readRequest,
  ...(faults && { faults }),
});
