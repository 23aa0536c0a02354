/**
 * `npm run diagrams`: draws every Mermaid fence of the lessons with Mermaid itself, in Chromium, and writes the SVG
 * beside the lesson. The drawing carries no colours; the site's style sheet gives them (src/css/figures.css).
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Mermaid } from 'mermaid';
import { root } from '../src/grading/node/root.ts';
import { filesUnder } from '../src/grading/node/catalogue.ts';
import { readDiagrams, readDrawing } from '../src/plugins/diagrams.ts';
import { launch } from '../test/e2e/browser.ts';

const all = readDiagrams();
const undrawn = all.filter(({ file, hash }) => readDrawing(file, hash) === undefined);
for (const file of filesUnder(`${root}/docs`, '.svg').map((file) => `docs/${file}`)) {
  if (all.some((diagram) => diagram.file === file)) continue;
  rmSync(`${root}/${file}`);
  console.log(`${file} belonged to no figure any more; it is gone.`);
}
if (undrawn.length > 0) await draw();

async function draw() {
  const require = createRequire(import.meta.url);
  const font = readFileSync(
    require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  );
  const browser = await launch();
  const page = await browser.newPage();
  await page.setContent(
    `<style>@font-face{font-family:Inter;src:url(data:font/woff2;base64,${font.toString('base64')});font-weight:100 900}</style><p style="font-family:Inter">x</p>`,
  );
  await page.addScriptTag({ path: require.resolve('mermaid').replace(/[^/]+$/, 'mermaid.min.js') });
  await page.evaluate(() => document.fonts.ready);
  for (const { file, source, hash, title } of undrawn) {
    const id = `figure-${file.split('/').at(-1)!.replace('.svg', '')}`;
    const svg = await page.evaluate(
      async ([id, source]) => {
        const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
        mermaid.initialize({
          startOnLoad: false,
          theme: 'base',
          fontFamily: 'Inter',
          htmlLabels: false,
          flowchart: {
            htmlLabels: false,
            curve: 'linear',
            useMaxWidth: false,
            padding: 14,
            nodeSpacing: 40,
            rankSpacing: 48,
          },
          sequence: { useMaxWidth: false },
          state: { useMaxWidth: false },
          themeVariables: { fontFamily: 'Inter', fontSize: '15px' },
        });
        const { svg } = await mermaid.render(id!, source!);
        const element = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
        element.querySelectorAll('style').forEach((style) => style.remove());
        const box = element.getAttribute('viewBox')!.split(' ').map(Number);
        element.setAttribute('width', String(Math.ceil(box[2]!)));
        element.setAttribute('height', String(Math.ceil(box[3]!)));
        for (const name of ['style', 'role', 'aria-roledescription']) element.removeAttribute(name);
        element.setAttribute('aria-hidden', 'true');
        // Mermaid brings every arrowhead it knows, sixteen digits for each coordinate, and notes for its own editor.
        for (const marker of element.querySelectorAll('marker, linearGradient, filter')) {
          if (!svg.includes(`url(#${marker.id})`)) marker.remove();
        }
        for (const shape of element.querySelectorAll('*')) {
          for (const { name, value } of [...shape.attributes]) {
            if (name.startsWith('data-')) shape.removeAttribute(name);
            else if (/^(d|points|transform|x|y|width|height)$/.test(name)) {
              shape.setAttribute(
                name,
                value.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1)))),
              );
            }
          }
        }
        return new XMLSerializer().serializeToString(element);
      },
      [id, source],
    );
    mkdirSync(dirname(`${root}/${file}`), { recursive: true });
    writeFileSync(`${root}/${file}`, `${svg.replace('<svg ', `<svg data-fence="${hash}" `)}\n`);
    console.log(`${file}: "${title}" is drawn.`);
  }
  await browser.close();
}
