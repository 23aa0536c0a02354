import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { serveFolder, type Served } from '../serve-folder.ts';

export interface Counted extends Served {
  /** Files handed out since the last call, each with its size after gzip. */
  takeRequests(): { path: string; gzip: number }[];
}

/** Serves a folder, uncompressed, and counts what it hands out. */
export async function serveCounted(folder: string, base = '/'): Promise<Counted> {
  let requests: { path: string; gzip: number }[] = [];
  const sizes = new Map<string, number>();
  const served = await serveFolder(folder, {
    base,
    onFile(file, request) {
      if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(file), { level: 9 }).length);
      requests.push({ path: request.url!, gzip: sizes.get(file)! });
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
