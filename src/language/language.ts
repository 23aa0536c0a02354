import type { Answers, Asked, Kind, Questions, WorkerMessage } from './protocol.ts';

/** A Worker, or what a test puts in its place. */
export interface LanguageWorker {
  postMessage(message: Asked): void;
  terminate(): void;
  onmessage: ((event: { readonly data: WorkerMessage }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

export interface Language {
  /** Starts the worker, so that the first question finds it ready. */
  warmUp(): void;
  /** @throws LanguageError when the worker cannot be loaded, or gave no answer */
  ask<K extends Kind>(kind: K, question: Questions[K]): Promise<Answers[K]>;
  /**
   * A row of questions of which only the last counts, such as those of one editor while it is typed into. While one is
   * being answered, a newer takes the place of the one that waits; the answer to the older is `undefined`.
   */
  inTurn<K extends Kind>(kind: K): (question: Questions[K]) => Promise<Answers[K] | undefined>;
}

export class LanguageError extends Error {
  override readonly name = 'LanguageError';
}

/** Types can be written that take for ever to work out. Then the worker is ended; the next question gets a new one. */
const PATIENCE = 20_000;

/** The page's side of the language worker. It is opened by the first question, and again after it has failed. */
export function createLanguage(open: () => LanguageWorker, patience = PATIENCE): Language {
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: LanguageError): void }>();
  let worker: LanguageWorker | undefined;
  let ready = false;
  let lastId = 0;
  let watch: ReturnType<typeof setTimeout> | undefined;

  function start(): LanguageWorker {
    if (worker) return worker;
    worker = open();
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = () => fail('The type checker could not be loaded. Check the connection.');
    return worker;
  }

  function hear(message: WorkerMessage) {
    ready = true;
    if (message.say !== 'ready') {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.say === 'answer') asked?.resolve(message.answer as never);
      else asked?.reject(new LanguageError(`The type checker failed: ${message.message}`));
    }
    beginToWatch();
  }

  /** How long loading may take is up to the network; how long an answer may take is not. */
  function beginToWatch() {
    clearTimeout(watch);
    if (ready && waiting.size > 0)
      watch = setTimeout(fail, patience, 'The type checker gave no answer and was ended.');
  }

  function fail(why: string) {
    clearTimeout(watch);
    worker?.terminate();
    worker = undefined;
    ready = false;
    const asked = [...waiting.values()];
    waiting.clear();
    for (const { reject } of asked) reject(new LanguageError(why));
  }

  function ask<K extends Kind>(kind: K, question: Questions[K]): Promise<Answers[K]> {
    const id = ++lastId;
    const answered = new Promise<Answers[K]>((resolve, reject) => waiting.set(id, { resolve, reject }));
    start().postMessage({ id, ask: kind, question } as Asked);
    if (waiting.size === 1) beginToWatch();
    return answered;
  }

  function inTurn<K extends Kind>(kind: K) {
    let busy: Promise<unknown> | undefined;
    let newest = 0;
    return async (question: Questions[K]) => {
      const mine = ++newest;
      while (busy) await busy.catch(() => {});
      if (mine !== newest) return undefined;
      const asked = ask(kind, question);
      busy = asked;
      try {
        return await asked;
      } finally {
        busy = undefined;
      }
    };
  }

  return { warmUp: () => void start(), ask, inTurn };
}
