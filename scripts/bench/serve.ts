import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { serveFolder, type Served } from '../serve-folder.ts';

export interface Counted extends Served {
  /** Files handed out since the last call, each with its size after gzip; `ahead` marks a prefetch for another page. */
  takeRequests(): { path: string; gzip: number; ahead: boolean }[];
}

/** Serves a folder, uncompressed, and counts what it hands out. */
export async function serveCounted(folder: string, base = '/'): Promise<Counted> {
  let requests: ReturnType<Counted['takeRequests']> = [];
  const sizes = new Map<string, number>();
  const served = await serveFolder(folder, {
    base,
    onFile(file, request) {
      if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(file), { level: 9 }).length);
      const purpose = request.headers['sec-purpose'] ?? request.headers['purpose'];
      requests.push({ path: request.url!, gzip: sizes.get(file)!, ahead: purpose === 'prefetch' });
    },
  });
  return {
    ...served,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
  };
}
