import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createJournal } from '../../src/workbook/journal.ts';
import { createProgress } from '../../src/workbook/progress.ts';
import { memoryStorage } from '../../src/workbook/storage.ts';
import { expectTidy, widths } from './axe.ts';
import { ownBrowser } from './browser.ts';
import { site } from './learner.ts';

/** The cluster lab, as a reader with a pointer, a keyboard, a phone or a link meets it. */
const address = `${site}lab/`;

const browser = await ownBrowser();

interface Visit {
  readonly url?: string;
  readonly width?: number;
  /** What the browser has stored before. */
  readonly stored?: Readonly<Record<string, string>>;
}

async function visit({ url = address, width = 1440, stored = {} }: Visit = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript((items) => {
    for (const [key, text] of Object.entries(items)) localStorage.setItem(key, text);
  }, stored);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => /sandboxed and lacks/.test(message) || problems.push(message));
  await page.goto(url, { waitUntil: 'load' });
  const lab = page.getByRole('region', { name: 'Cluster lab' });
  await lab.waitFor({ timeout: 20_000 });
  return { page, lab, problems };
}

const preset = (page: Page, title: string) =>
  page.getByRole('navigation', { name: 'Runs to begin with' }).getByRole('button', { name: title }).click();
const seek = (lab: Locator, time: number) => lab.getByRole('slider').fill(String(time));
/** What the stage says has happened last. */
const said = (lab: Locator) =>
  lab
    .getByRole('region', { name: /^Cluster of \d servers$/ })
    .locator('p')
    .first()
    .innerText();
const promise = (lab: Locator, name: string) =>
  lab.getByRole('list', { name: 'Promises' }).getByText(name).innerText();
const future = (lab: Locator) => lab.getByRole('group', { name: 'Futures' }).locator('[aria-pressed="true"]');

describe('the seed', () => {
  it('can be cleared and written anew; until it is one, the run keeps the last', async () => {
    const { lab, problems } = await visit();
    const seed = lab.getByRole('spinbutton', { name: 'Seed' });
    await seed.fill('');
    await expect
      .poll(() => lab.getByRole('alert').innerText())
      .toMatch(/^A seed is a whole number, 0 or more/);
    await seed.pressSequentially('12');
    expect(await seed.inputValue()).toBe('12');
    expect(await lab.getByRole('alert').count()).toBe(0);
    expect(problems).toEqual([]);
  });
});

describe('the presets', () => {
  it('say what to watch, each with a run of its own', async () => {
    const { page, lab, problems } = await visit();
    await seek(lab, 565);
    await expect.poll(() => said(lab)).toContain('n1 crashes');
    for (const [title, time, sentence] of [
      ['A split vote', 105, 'votes for n2'],
      ['A leader that does not know it is alone', 735, 'n1'],
      ['A follower that only a snapshot helps', 833, 'InstallSnapshot'],
      ['One server comes, and one goes', 422, 'n4'],
    ] as const) {
      await preset(page, title);
      await expect.poll(() => lab.getByRole('slider').inputValue()).toBe('0');
      await seek(lab, time);
      await expect.poll(() => said(lab), { message: title }).toContain(sentence);
    }
    expect(problems).toEqual([]);
  });

  it('let a reader break Figure 8 by hand, go where it broke, and repair it', async () => {
    const { page, lab } = await visit();
    await preset(page, 'Figure 8');
    await expect.poll(() => promise(lab, 'Leader Completeness')).toContain('kept');
    const rule = lab.getByRole('switch', { name: /^Commit rule/ });
    await rule.uncheck();
    await expect.poll(() => promise(lab, 'Leader Completeness')).toContain('broken');
    await lab.getByRole('button', { name: 'Go there' }).first().click();
    await expect.poll(() => said(lab)).toMatch(/256 ms.*n5 .*leads term 4/);
    await rule.check();
    await expect.poll(() => promise(lab, 'Leader Completeness')).toContain('kept');
    expect(await lab.getByRole('button', { name: 'Go there' }).count()).toBe(0);
  });
});

describe('what a reader does', () => {
  it('in the past begins another future, beside the one that they have seen', async () => {
    const { page, lab, problems } = await visit();
    await seek(lab, 900);
    await seek(lab, 700);
    await lab.getByText('What you do here begins another future.').waitFor();
    await page.keyboard.press('5');
    await lab.getByRole('button', { name: 'Crash', exact: true }).click();
    await expect.poll(() => future(lab).innerText()).toBe('Second future');
    await expect.poll(() => said(lab)).toContain('n5 crashes');
    await lab.getByText(/^First future, \d+ ms: .+ Second future, 700 ms: n5 crashes\./).waitFor();
    await lab.getByRole('button', { name: 'Side by side' }).click();
    await seek(lab, 900);
    const stages = lab.getByRole('region', { name: /^Cluster of/ });
    await expect.poll(() => stages.count()).toBe(2);
    await expect
      .poll(() =>
        stages
          .nth(0)
          .getByRole('button', { name: /^n5: leader/ })
          .count(),
      )
      .toBe(1);
    await expect
      .poll(() =>
        stages
          .nth(1)
          .getByRole('button', { name: /^n3: leader/ })
          .count(),
      )
      .toBe(1);
    await lab.getByRole('button', { name: 'Go on with this one alone' }).click();
    expect(await lab.getByRole('group', { name: 'Futures' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('is all in the address, which opens the same moment', async () => {
    const first = await visit();
    await seek(first.lab, 500);
    await seek(first.lab, 300);
    await first.page.keyboard.press('2');
    await first.page.keyboard.press('z');
    await expect.poll(() => future(first.lab).innerText()).toBe('Second future');
    await seek(first.lab, 420);
    const there = await said(first.lab);
    await first.page.waitForURL(/#lab=1\./);
    await first.page.waitForTimeout(900);
    const url = first.page.url();

    const second = await visit({ url });
    await expect.poll(() => said(second.lab)).toBe(there);
    expect(await future(second.lab).innerText()).toBe('Second future');
    await seek(second.lab, 310);
    await expect.poll(() => second.lab.getByRole('button', { name: /^n2: .*paused/ }).count()).toBe(1);
  });

  it.each(['#lab=', '#lab=1.abc', '#lab=0.%7B%22scenario%22:%22explode%22%7D', '#lab=9.x'])(
    'is not found in a link that reads %s, which ends in a sentence',
    async (hash) => {
      const { page, lab, problems } = await visit({ url: address + hash });
      await page.getByText(/^The run in this link was not opened: /).waitFor();
      await expect.poll(() => said(lab)).toContain('starts');
      expect(problems).toEqual([]);
    },
  );

  it('can all be done by keyboard', async () => {
    const { page, lab } = await visit();
    for (const key of ['End', 'Home', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    await expect.poll(() => said(lab)).toMatch(/n2 starts/);
    await page.keyboard.press('End');
    await expect.poll(() => said(lab)).toMatch(/^\d{4} ms/);
    await page.keyboard.press(':');
    await page.keyboard.type('crahs n3\n');
    await lab
      .getByText('“crahs” is no command. Write: crash n3')
      .or(lab.getByText('“crahs” is no command.'))
      .waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('crash n3\n');
    await expect.poll(() => lab.getByRole('button', { name: /^n3: down/ }).count()).toBe(1);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('3');
    await page.keyboard.press('r');
    await expect.poll(() => lab.getByRole('button', { name: /^n3: follower/ }).count()).toBe(1);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => lab.getByRole('button', { name: /^n3: down/ }).count()).toBe(1);
    await page.keyboard.press('w');
    await page.keyboard.type('get x\n');
    await expect.poll(() => said(lab)).toContain('wants “get x” done');
  });
});

describe('the learner’s own node', () => {
  /** It votes for whoever asks, however often. */
  const generous = `import { isRead, keyValues, raftServer } from '#course/raft';
export const raftNode = raftServer(keyValues, { isRead, preVote: false, rules: { grantVote: () => true } });
`;
  const storedWith = (answer: string) => {
    const storage = memoryStorage();
    createProgress(createJournal(storage)).save(
      'exercise:raft/raft-node',
      { '/raft-node.ts': '' },
      { '/raft-node.ts': answer },
      { what: 'edited' },
    );
    return Object.fromEntries(storage.keys().map((key) => [key, storage.getItem(key)!]));
  };

  it('runs in the place of the course’s, and what is wrong with it is found', async () => {
    const { page, lab } = await visit({ stored: storedWith(generous) });
    await preset(page, 'A split vote');
    await lab.getByRole('tab', { name: 'My node' }).click();
    await lab.getByRole('button', { name: 'Run with my code' }).click();
    await lab.getByText(/voted twice in term 1/).waitFor({ timeout: 20_000 });
    await expect.poll(() => promise(lab, 'Election Safety')).toContain('broken');
    await lab.getByRole('button', { name: 'Go there' }).first().click();
    await expect.poll(() => said(lab)).toMatch(/votes for n1|votes for n2/);
  });

  it('that cannot run says why, and the page lives on', async () => {
    const { lab } = await visit({ stored: storedWith('export const raftNode = 7;') });
    await lab.getByRole('tab', { name: 'My node' }).click();
    await lab.getByRole('button', { name: 'Run with my code' }).click();
    await lab
      .page()
      .getByRole('alert')
      .getByText(/^Your node: .*exports no raftNode/)
      .waitFor();
    await lab.getByRole('button', { name: 'Run with the course’s' }).click();
    await expect
      .poll(() =>
        lab
          .page()
          .getByText(/exports no raftNode/)
          .count(),
      )
      .toBe(0);
  });
});

describe('the lab', () => {
  it.each(widths)('has nothing that sticks out, and nothing serious for axe, at %i px', async (width) => {
    const { page, lab } = await visit({ width });
    await seek(lab, 900);
    await seek(lab, 570);
    await lab.getByRole('button', { name: /^n2:/ }).first().press('Enter');
    await lab.getByRole('button', { name: 'Pause', exact: true }).click();
    await future(lab).waitFor();
    for (const name of ['Events', 'Chosen', 'All', 'Script', 'My node', 'Signs', 'Keys']) {
      await lab.getByRole('tab', { name }).click();
      const within = name === 'Events' ? 'main' : '[role="tabpanel"]';
      await expectTidy(page, within, name);
    }
  });
});
