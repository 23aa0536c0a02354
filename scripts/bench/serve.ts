import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Served {
  readonly origin: string;
  /** Paths asked for since the last call, each with its size after gzip. */
  takeRequests(): { path: string; gzip: number }[];
  close(): void;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves a folder on a free port of the loopback, uncompressed, cacheable for ever, and counts what it hands out. */
export async function serveFolder(folder: string, base = '/'): Promise<Served> {
  let requests: { path: string; gzip: number }[] = [];
  const sizes = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    const below = path.startsWith(base) ? path.slice(base.length) : path;
    const file = [below, decodeURIComponent(below), `${below}/index.html`, `${below}index.html`]
      .map((each) => join(folder, each))
      .find((each) => existsSync(each) && statSync(each).isFile());
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '*',
    );
    if (request.method === 'OPTIONS' || file === undefined) {
      response.statusCode = request.method === 'OPTIONS' ? 204 : 404;
      return void response.end();
    }
    if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(file), { level: 9 }).length);
    requests.push({ path, gzip: sizes.get(file)! });
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader(
      'cache-control',
      extname(file) === '.html' ? 'no-cache' : 'public, max-age=31536000, immutable',
    );
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: () => void server.close(),
  };
}
