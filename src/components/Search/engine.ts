import { wrap } from 'comlink';
import { toHits, type Found, type Hit } from '../../workbook/search-hits.ts';

/** The plugin's worker: loads the index, and searches it apart from the page. */
interface SearchWorker {
  fetchIndexes(baseUrl: string, context: string): Promise<void>;
  search(baseUrl: string, context: string, query: string, limit: number): Promise<Found[]>;
}

const enough = 12;
let engine: Promise<SearchWorker> | undefined;

function start(baseUrl: string): Promise<SearchWorker> {
  if (engine) return engine;
  const worker = new Worker(new URL('@theme/worker', import.meta.url));
  engine = (async () => {
    const Engine = wrap<new () => SearchWorker>(worker);
    const made = (await new Engine()) as unknown as SearchWorker;
    await made.fetchIndexes(baseUrl, '');
    return made;
  })();
  engine.catch(() => {
    // It would remember that the index did not come; the next attempt gets a new one.
    worker.terminate();
    engine = undefined;
  });
  return engine;
}

/** Loads what a search will need. */
export const prepare = (baseUrl: string): void => void start(baseUrl).catch(() => {});

/** @throws Error when the index cannot be loaded */
export async function search(baseUrl: string, query: string): Promise<Hit[]> {
  return toHits(await (await start(baseUrl)).search(baseUrl, '', query, enough));
}
