import library from 'lockstep:library';
import { createChecker } from './checker.ts';
import { answer, type Asked, type WorkerMessage } from './protocol.ts';

/** The page's language worker, one for all editors. Built by src/plugins/language.ts. */
const say = (message: WorkerMessage) => postMessage(message);

const checker = createChecker(library);
// Reads and binds the libraries while nobody waits yet.
checker.diagnose({ '/nothing.ts': '' }, '/nothing.ts');
say({ say: 'ready' });

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  try {
    say({ say: 'answer', id: data.id, answer: answer(checker, data) });
  } catch (error) {
    say({ say: 'failed', id: data.id, message: String(error) });
  }
});
