import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { HtmlTags, Plugin, LoadContext } from '@docusaurus/types';
import subset from 'subset-font';
import { staticFolder } from './static-folder.ts';

/** Variable fonts for Latin script, from their npm packages. The first three are on every lesson's first screen. */
const fonts = [
  { family: 'Source Serif 4', source: 'source-serif-4', style: 'normal' },
  { family: 'Inter', source: 'inter', style: 'normal' },
  { family: 'JetBrains Mono', source: 'jetbrains-mono', style: 'normal' },
  { family: 'Source Serif 4', source: 'source-serif-4', style: 'italic' },
] as const;
type Font = (typeof fonts)[number];

/**
 * A font comes in two files. Whoever reads English needs the characters of one of them; the accents of the other would be
 * half of its bytes. A browser takes the last file that has the character, and loads none that it has no use for.
 */
const parts = {
  accents: [
    [0xa1, 0xff],
    [0x152, 0x153],
    [0x20ac, 0x20ac],
    [0x2122, 0x2122],
  ],
  english: [
    [0x20, 0x7e],
    [0xa0, 0xa0],
    [0xb7, 0xb7],
    [0xd7, 0xd7],
    [0xf7, 0xf7],
    [0x2010, 0x203a],
    [0x2190, 0x2265],
  ],
} as const;
type Part = keyof typeof parts;

/** What the style sheets ask for, of all that these fonts can. */
const weights = { min: 400, max: 700 };
const features = ['ccmp', 'kern', 'liga', 'lnum', 'mark', 'mkmk', 'onum', 'pnum', 'tnum'];

const name = ({ source, style }: Font, part: Part) => `${source}-${style}-${part}.woff2`;

/** A static folder for the fonts. They are in it once the plugin has loaded. */
export function fontFolder(): string {
  mkdirSync(`${staticFolder}/fonts`, { recursive: true });
  return staticFolder;
}

async function writeFont(font: Font, part: Part): Promise<void> {
  const { source, style } = font;
  const file = `@fontsource-variable/${source}/files/${source}-latin-wght-${style}.woff2`;
  const characters = parts[part].flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
  );
  const bytes = await subset(
    readFileSync(createRequire(import.meta.url).resolve(file)),
    characters.join(''),
    { targetFormat: 'woff2', variationAxes: { wght: weights }, keepFeatures: features },
  );
  writeFileSync(`${staticFolder}/fonts/${name(font, part)}`, bytes);
}

/**
 * Fonts that never move the text: preloaded, and used only if they arrive before the first paint (`optional`). They are
 * announced in the head because only there is the base path known.
 */
export default function fontsPlugin({ baseUrl }: LoadContext): Plugin {
  const url = (font: Font, part: Part) => `${baseUrl}fonts/${name(font, part)}`;
  const hex = (code: number) => code.toString(16);
  const face = (font: Font, part: Part) =>
    `@font-face{font-family:'${font.family}';font-style:${font.style};font-weight:${weights.min} ${weights.max};font-display:optional;` +
    `src:url(${url(font, part)}) format('woff2');unicode-range:${parts[part].map(([from, to]) => `U+${hex(from)}-${hex(to)}`).join()}}`;
  const preload = (font: Font) => ({
    tagName: 'link',
    attributes: {
      rel: 'preload',
      as: 'font',
      type: 'font/woff2',
      href: url(font, 'english'),
      crossorigin: 'anonymous',
    },
  });
  const files = (Object.keys(parts) as Part[]).flatMap((part) => fonts.map((font) => [font, part] as const));
  const headTags: HtmlTags = [
    ...fonts.filter(({ style }) => style === 'normal').map(preload),
    { tagName: 'style', innerHTML: files.map(([font, part]) => face(font, part)).join('') },
  ];
  return {
    name: 'lockstep-fonts',
    async loadContent() {
      await Promise.all(files.map(([font, part]) => writeFont(font, part)));
      const names = files.map(([font, part]) => name(font, part));
      // What an earlier version of this list has left would be carried into every build.
      for (const file of readdirSync(`${staticFolder}/fonts`)) {
        if (!names.includes(file)) rmSync(`${staticFolder}/fonts/${file}`);
      }
    },
    injectHtmlTags: () => ({ headTags }),
  };
}
