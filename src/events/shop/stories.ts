import type { Story } from './story.ts';
import { readRequest } from './words.ts';

/** A story from its words: when, who asks, what. */
export const tell = (...lines: readonly (readonly [at: number, client: string, words: string])[]): Story =>
  lines.map(([at, client, words]) => ({ at, client, request: readRequest(words) }));

/**
 * What is put to all five architectures. Each line is there to tell two of them apart, or to be refused: order 2 costs exactly 100.00, which
 * release 1 gets wrong; ana moves while her order is between paying and shipping; two users are deleted, for different causes; zoe is
 * nobody, order 9 does not exist, and order 3 is paid twice.
 */
export const standardStory: Story = tell(
  [50, 'ana', 'create ana in Berlin, DE'],
  [60, 'bob', 'create bob in Lyon, FR'],
  [70, 'cem', 'create cem in Kassel, DE'],
  [200, 'ana', 'order 1: lamp for 40.00 by ana'],
  [260, 'bob', 'order 2: chair for 100.00 by bob'],
  [320, 'cem', 'order 3: desk for 250.00 by cem'],
  [380, 'zoe', 'order 4: vase for 15.00 by zoe'],
  [450, 'bob', 'pay 2'],
  [500, 'clerk', 'list users'],
  [560, 'cem', 'pay 3'],
  [565, 'cem', 'pay 3'],
  [620, 'clerk', 'list shipped'],
  [700, 'ana', 'pay 1'],
  [715, 'ana', 'move ana to Bonn'],
  [800, 'bob', 'pay 9'],
  [900, 'bob', 'delete bob by herself'],
  [960, 'admin', 'delete cem by an administrator'],
  [1020, 'ana', 'order 5: clock for 99.99 by ana'],
  [1100, 'ana', 'pay 5'],
  [1110, 'clerk', 'show revenue'],
  [1300, 'ana', 'order 6: shelf for 120.00 by ana'],
  [1400, 'clerk', 'list shipped'],
  [1420, 'clerk', 'show revenue'],
  [1440, 'clerk', 'list users'],
);
