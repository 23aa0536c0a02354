import type { LoadContext, Plugin } from '@docusaurus/types';
import { root } from '../grading/node/root.ts';
import { searchPlugin } from './search.ts';

export default function offlinePlugin(context: LoadContext): Plugin {
  return searchPlugin(context, `${root}/.lockstep/search`);
}
