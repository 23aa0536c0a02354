import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { HtmlTags, Plugin, LoadContext } from '@docusaurus/types';
import { root } from '../grading/node/root.ts';

/** Latin subsets of three variable fonts, from their npm packages. */
const fonts = [
  {
    family: 'Source Serif 4',
    weight: '200 900',
    style: 'normal',
    file: 'source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  },
  {
    family: 'Source Serif 4',
    weight: '200 900',
    style: 'italic',
    file: 'source-serif-4/files/source-serif-4-latin-wght-italic.woff2',
  },
  { family: 'Inter', weight: '100 900', style: 'normal', file: 'inter/files/inter-latin-wght-normal.woff2' },
  {
    family: 'JetBrains Mono',
    weight: '100 800',
    style: 'normal',
    file: 'jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  },
] as const;

const name = (file: string) => file.split('/').at(-1)!;

/** A static folder with the fonts in it, made anew for every start and build. */
export function fontFolder(): string {
  const folder = `${root}/.lockstep/static`;
  const require = createRequire(import.meta.url);
  mkdirSync(`${folder}/fonts`, { recursive: true });
  for (const { file } of fonts) {
    copyFileSync(require.resolve(`@fontsource-variable/${file}`), `${folder}/fonts/${name(file)}`);
  }
  return folder;
}

/**
 * Fonts that never move the text: preloaded, and used only if they arrive before the first paint (`optional`). They are
 * announced in the head because only there is the base path known.
 */
export default function fontsPlugin({ baseUrl }: LoadContext): Plugin {
  const url = (file: string) => `${baseUrl}fonts/${name(file)}`;
  const faces = fonts.map(
    ({ family, weight, style, file }) =>
      `@font-face{font-family:'${family}';font-style:${style};font-weight:${weight};font-display:optional;src:url(${url(file)}) format('woff2')}`,
  );
  const preload = (file: string) => ({
    tagName: 'link',
    attributes: { rel: 'preload', as: 'font', type: 'font/woff2', href: url(file), crossorigin: 'anonymous' },
  });
  const headTags: HtmlTags = [
    ...fonts.filter(({ style }) => style === 'normal').map(({ file }) => preload(file)),
    { tagName: 'style', innerHTML: faces.join('') },
  ];
  return { name: 'lockstep-fonts', injectHtmlTags: () => ({ headTags }) };
}
