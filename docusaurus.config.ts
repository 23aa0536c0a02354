import type { Config } from '@docusaurus/types';
import type { Options } from '@docusaurus/preset-classic';

const config: Config = {
  title: 'Lockstep',
  url: process.env['LOCKSTEP_URL'] ?? 'https://lockstep.example',
  baseUrl: process.env['LOCKSTEP_BASE_URL'] ?? '/',
  trailingSlash: true,
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  future: { v4: true, faster: true },
  plugins: ['./src/plugins/bundling.ts', './src/plugins/runtime.ts'],
  presets: [['classic', { docs: { routeBasePath: '/', sidebarPath: './sidebars.ts' }, blog: false } satisfies Options]],
};

export default config;
