import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, relative } from 'node:path';
import { createGzip } from 'node:zlib';

export interface Served {
  readonly origin: string;
  close(): void;
}

export interface ServeOptions {
  /** A path with a slash at both ends. */
  readonly base?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Files that are not there for those who ask. */
  readonly without?: readonly string[];
  /** Compresses text, as hosts do. */
  readonly gzip?: boolean;
  /** Told of every file that is handed out. */
  readonly onFile?: (file: string, request: IncomingMessage) => void;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/**
 * Serves a folder on the loopback as the plainest of static hosts does: files as they are, `index.html` for a folder,
 * `404.html` for what is not there. (`docusaurus serve` redirects every `.woff2` under a base path into nothing.)
 */
export async function serveFolder(
  folder: string,
  { base = '/', port = 0, without = [], gzip = false, onFile }: ServeOptions = {},
): Promise<Served> {
  const server = createServer((request, response) => {
    const path = request.url!.split(/[?#]/)[0]!;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '*',
    );
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (!path.startsWith(base)) return void response.writeHead(302, { location: base }).end();
    const below = normalize(`/${path.slice(base.length)}`);
    let file = [below, decodeURIComponent(below)].map((each) => join(folder, each)).find(existsSync);
    if (file !== undefined && statSync(file).isDirectory()) {
      if (!path.endsWith('/')) return void response.writeHead(301, { location: `${path}/` }).end();
      file = join(file, 'index.html');
    }
    if (file === undefined || !existsSync(file) || without.includes(relative(folder, file))) {
      response.statusCode = 404;
      file = join(folder, '404.html');
      if (!existsSync(file)) return void response.end();
    }
    onFile?.(file, request);
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.setHeader('content-type', type);
    const lasting = /\/(assets|static|app|fonts)\//.test(path);
    response.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    const bytes = createReadStream(file);
    if (!gzip || !/text|json|svg|xml/.test(type)) return void bytes.pipe(response);
    response.setHeader('content-encoding', 'gzip');
    bytes.pipe(createGzip()).pipe(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
