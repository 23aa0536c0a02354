import type { Options, ThemeConfig } from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import { fontFolder } from './src/plugins/fonts.ts';
import remarkLessonFiles from './src/plugins/remark-lesson-files.ts';
import remarkMermaid from './src/plugins/remark-mermaid.ts';

export default {
  title: 'Lockstep',
  tagline: 'Replicated state machines and consensus, in code that runs on the page',
  favicon: 'img/mark.svg',
  url: process.env['LOCKSTEP_URL'] ?? 'https://lockstep.example',
  baseUrl: process.env['LOCKSTEP_BASE_URL'] ?? '/',
  trailingSlash: true,
  future: {
    faster: true,
    // Not the cascade layers: their polyfill lifts Infima above the site's own style sheet.
    v4: {
      removeLegacyPostBuildHeadAttribute: true,
      fasterByDefault: true,
      mdx1CompatDisabledByDefault: true,
    },
  },
  staticDirectories: ['static', fontFolder()],
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  plugins: ['bundling', 'runtime', 'language', 'exercises', 'fonts', 'disk', 'lab', 'offline'].map(
    (name) => `./src/plugins/${name}.ts`,
  ),
  presets: [
    [
      'classic',
      {
        blog: false,
        docs: {
          routeBasePath: '/',
          sidebarPath: './sidebars.ts',
          remarkPlugins: [remarkMermaid, remarkLessonFiles],
        },
        theme: { customCss: './src/css/custom.css' },
      } satisfies Options,
    ],
  ],
  clientModules: ['./src/theme/decodableHash.ts'],
  themeConfig: {
    image: 'img/card.png',
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'Lockstep',
      logo: { alt: '', src: 'img/mark.svg', width: 26, height: 26 },
      items: [
        { type: 'docSidebar', sidebarId: 'course', label: 'Lessons', position: 'left' },
        { to: '/lab/', label: 'Lab', position: 'left' },
        { to: '/progress/', label: 'Progress', position: 'left' },
        { type: 'custom-shortcuts', position: 'right' },
      ],
    },
    footer: {
      copyright: 'Code under the Apache License 2.0, prose and figures under CC BY 4.0.',
    },
    docs: { sidebar: { hideable: false } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
  } satisfies ThemeConfig,
} satisfies Config;
