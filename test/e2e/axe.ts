import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page as it is, dialogs included, or within the elements of a selector, that is serious or critical: a sentence each. */
export async function seriousViolations(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (within) => (window as unknown as { axe: { run: (at: string) => Promise<AxeResults> } }).axe.run(within),
    within,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    );
}
