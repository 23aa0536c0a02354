/** `npm run icons`: draws static/img/mark.svg, in Chromium, as the icons that an installed workbook is shown by. */
import { readFileSync } from 'node:fs';
import { root } from '../src/grading/node/root.ts';
import { launch } from '../test/e2e/browser.ts';

const icons = [
  { file: 'icon-192.png', size: 192, corner: 0.2, mark: 0.72 },
  { file: 'icon-512.png', size: 512, corner: 0.2, mark: 0.72 },
  // A launcher cuts its own shape out of this one; what matters stays in the middle.
  { file: 'icon-maskable.png', size: 512, corner: 0, mark: 0.54 },
];

const mark = readFileSync(`${root}/static/img/mark.svg`).toString('base64');
const browser = await launch();
for (const { file, size, corner, mark: part } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: 'light' });
  await page.setContent(
    `<body style="margin:0;background:none"><div style="display:grid;place-items:center;width:${size}px;height:${size}px;border-radius:${size * corner}px;background:#faf8f3"><img width="${size * part}" src="data:image/svg+xml;base64,${mark}"></div>`,
  );
  await page.screenshot({ path: `${root}/static/img/${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
