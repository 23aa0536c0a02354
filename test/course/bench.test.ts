import { expect, it } from 'vitest';
import { openOurs } from '../../scripts/bench/ours.ts';

/** Nothing else runs it, and components change: for days it could not be built, and nobody knew. */
it('the page that bench:runner measures is built and drawn', async () => {
  const { url, servers } = await openOurs();
  const drawn = async (query: string) => (await fetch(url(query))).text();
  expect(await drawn('')).toContain('Example 0');
  expect(await drawn('n=6')).toContain('Example 5');
  expect(await drawn('tests')).toContain('Machine');
  for (const server of servers) server.close();
});
