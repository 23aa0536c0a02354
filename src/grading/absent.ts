import { nodeOnly } from '../runner/node-only.ts';

const noPage = 'This code runs apart from the page: it has no document, no window and no storage.';
const noNetwork = 'This code runs without a network: pass in what it needs.';
const absent: Readonly<Record<string, string>> = {
  document: noPage,
  window: noPage,
  parent: noPage,
  localStorage: noPage,
  sessionStorage: noPage,
  indexedDB: noPage,
  postMessage: 'This code cannot post messages to the page.',
  fetch: noNetwork,
  XMLHttpRequest: noNetwork,
  WebSocket: noNetwork,
  ...Object.fromEntries(
    nodeOnly.map((name) => [
      name,
      `This code also runs in the browser, where Node’s ${name} does not exist.`,
    ]),
  ),
  require: 'This course uses ES modules: write import.',
};

/** Why a name that programs know from elsewhere does not exist here; undefined when nothing is known about it. */
export const whyAbsent = (name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(absent, name) ? absent[name] : undefined;
