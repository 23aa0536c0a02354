import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExerciseId } from '../../grading/verdict.ts';
import { changesPath, filePath, type DiskWrite } from '../../workbook/disk.ts';
import { watchFiles } from './changes.ts';
import { Changed, exerciseFiles, sizeLimit } from './files.ts';
import { letOnlyThePageIn } from './gate.ts';
import { Refusal } from './refusal.ts';

export interface DiskHandlerOptions {
  /** The folder of the learner's files. */
  readonly folder: string;
  /** The site's base path, with a slash at both ends. */
  readonly base: string;
  /** What only the page knows. */
  readonly token: string;
  readonly isKnown: (id: string) => boolean;
  readonly now?: () => Date;
}

/**
 * The exercise files over HTTP, for the page that `npm start` serves:
 *
 *     GET …/__lockstep/exercises/<id>   200 { version, code? }
 *     PUT …/__lockstep/exercises/<id>   { code, keep? } and If-Match: "<version>"; 200 { version, saved? }, 409 { version, code? }
 *     GET …/__lockstep/changes          200, and a line { exercise } for each change to a file that was read
 *
 * Everything else under `__lockstep/` is refused: a status, and `{ problem }` with a sentence.
 */
export function createDiskHandler({ folder, base, token, isKnown, now }: DiskHandlerOptions) {
  const files = exerciseFiles(folder, now);
  const changes = watchFiles(files.signature);

  return async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): Promise<void> {
    if (!request.url!.startsWith(`${base}__lockstep`)) return next();
    const answer = (status: number, body: object, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { ...always, 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    try {
      letOnlyThePageIn(request, token);
      const path = request.url!.slice(base.length);
      if (path === changesPath) {
        allow(request, 'GET');
        return streamChanges(response);
      }
      const id = exerciseAt(path);
      allow(request, 'GET', 'PUT');
      if (request.method === 'GET') {
        await changes.include(id);
        return void answer(200, await files.read(id));
      }
      const write = { seen: seenVersion(request), ...(await readBody(request)) };
      answer(200, await files.write(id, write));
    } catch (error) {
      if (error instanceof Changed) answer(409, { problem: error.message, ...error.file });
      else if (error instanceof Refusal) answer(error.status, { problem: error.message }, error.headers);
      else answer(500, { problem: `The file could not be reached: ${(error as Error).message}.` });
      request.resume(); // an answer is read only by who may finish asking
    }
  };

  function streamChanges(response: ServerResponse): void {
    response.writeHead(200, { ...always, 'content-type': 'application/x-ndjson' });
    response.flushHeaders();
    const leave = changes.subscribe((exercise) => response.write(`${JSON.stringify({ exercise })}\n`));
    response.on('close', leave);
  }

  function exerciseAt(path: string): ExerciseId {
    const id = path.startsWith(filePath('')) ? path.slice(filePath('').length) : undefined;
    // Never decoded: a name that would need it is no exercise.
    if (id === undefined || !isKnown(id)) {
      throw new Refusal(404, 'There is no such exercise. The course lists them, by chapter and name.');
    }
    return id;
  }
}

const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

function allow({ method }: IncomingMessage, ...methods: string[]): void {
  if (methods.includes(method!)) return;
  throw new Refusal(405, `${method} is not understood here; ${methods.join(' and ')} is.`, {
    allow: methods.join(', '),
  });
}

function seenVersion({ headers }: IncomingMessage): string {
  const seen = /^"([0-9a-z]+)"$/.exec(headers['if-match'] ?? '')?.[1];
  if (seen === undefined) {
    throw new Refusal(428, 'Say which version of the file this replaces: If-Match: "<version>".');
  }
  return seen;
}

async function readBody(request: IncomingMessage): Promise<Omit<DiskWrite, 'seen'>> {
  const {
    'content-type': type = '',
    'content-length': length,
    'content-encoding': encoding,
  } = request.headers;
  if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type) || encoding !== undefined) {
    throw new Refusal(415, 'Send the code as application/json, not encoded further.');
  }
  const tooLarge = new Refusal(413, `Code of more than ${sizeLimit / 1024} kB is not written.`);
  if (Number(length) > sizeLimit) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > sizeLimit) throw tooLarge;
    chunks.push(chunk);
  }
  const body = parse(Buffer.concat(chunks).toString());
  if (typeof body?.code !== 'string' || !['boolean', 'undefined'].includes(typeof body.keep)) {
    throw new Refusal(400, 'Send { "code": "…", "keep": true or false }; "keep" may be absent.');
  }
  return { code: body.code, ...(body.keep && { keep: true }) };
}

function parse(text: string): Partial<DiskWrite> | null {
  try {
    return JSON.parse(text) as Partial<DiskWrite> | null;
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
}
