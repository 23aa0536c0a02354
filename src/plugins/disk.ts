import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { exerciseIds } from '../grading/node/catalogue.ts';
import { root } from '../grading/node/root.ts';
import { doorName } from '../workbook/disk-door.ts';
import { createDiskHandler } from './disk/handler.ts';

/**
 * Under `npm start` the editor of an exercise is the file in `exercises/`: the dev server reads and writes it for the page.
 * A build gets neither the endpoint nor the token, and so its pages never ask.
 */
export default function diskPlugin({ baseUrl: base }: LoadContext): Plugin {
  const name = 'lockstep-disk';
  // Not NODE_ENV: `docusaurus build --dev` is a build too.
  if (!process.argv.includes('start')) return { name };

  // A test that types and saves names a folder of its own, and leaves the learner's alone.
  const folder = process.env['LOCKSTEP_EXERCISES'] ?? `${root}/exercises`;
  const token = randomBytes(24).toString('base64url');
  const place = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const handle = createDiskHandler({
    folder,
    base,
    token,
    isKnown: (id) => exerciseIds(root).includes(id),
  });
  return {
    name,
    injectHtmlTags: () => ({
      headTags: [
        {
          tagName: 'meta',
          attributes: { name: doorName, content: token, 'data-place': place, 'data-base': base },
        },
      ],
    }),
    configureWebpack: (_config, isServer) => (isServer ? {} : devServer(handle)),
  };
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Merged by Docusaurus into the options of webpack-dev-server, which serves for Rspack too. */
const devServer = (middleware: Middleware): object => ({
  devServer: {
    // Instead of Docusaurus's own `access-control-allow-origin: *`: with that, every site on the web may read what the dev
    // server sends, and in the HTML is the token.
    headers: [{ key: 'cross-origin-resource-policy', value: 'same-origin' }],
    setupMiddlewares(all: object[]) {
      // In front, where no compression holds the stream of changes back.
      all.unshift({ name: 'lockstep-disk', middleware });
      // Docusaurus has a function of this name too. The merge calls both, and joins what they return.
      return [];
    },
  },
});
