import { Worker } from 'node:worker_threads';
import { createLanguage, type Language, type LanguageWorker } from '../../src/language/language.ts';
import type { WorkerMessage } from '../../src/language/protocol.ts';
import { buildLanguageWorker } from '../../src/plugins/language.ts';

/** The page's own language worker, the very script that the site serves, in a Node worker thread. */
export async function openLanguageHost(): Promise<Language> {
  const script = await buildLanguageWorker();
  return createLanguage(() => {
    const thread = new Worker(asInBrowser + script, { eval: true });
    thread.unref();
    const worker: LanguageWorker = {
      onmessage: null,
      onerror: null,
      postMessage: (message) => thread.postMessage(message),
      terminate: () => void thread.terminate(),
    };
    thread.on('message', (data: WorkerMessage) => worker.onmessage?.({ data }));
    thread.on('error', (error) => worker.onerror?.(error));
    return worker;
  });
}

/** A browser's worker has no Node in it, and speaks by its global scope. */
const asInBrowser = `
  const { parentPort } = require('node:worker_threads');
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.addEventListener = (_type, listener) => parentPort.on('message', (data) => listener({ data }));
  var require = undefined, module = undefined, exports = undefined, process = undefined;
`;
