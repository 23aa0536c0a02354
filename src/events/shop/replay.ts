export { deployFix, type Deployed, type SideBySide } from './history/deploy-fix.ts';
export { fixProjection, type Mended } from './history/fix-projection.ts';
export { rebuild, type Rebuilt } from './history/rebuild.ts';
