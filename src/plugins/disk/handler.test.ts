import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sizeLimit } from './files.ts';
import { createDiskHandler } from './handler.ts';

const token = 'only-the-page-knows';
const id = 'state-machines/bank-account';
const known = [id, 'state-machines/majority-vote'];

let home: string;
let folder: string;
let file: string;
let server: Server;
let port: number;
/** The address that the server takes the asking side for. */
let caller: string | undefined;

beforeEach(async () => {
  home = realpathSync(mkdtempSync(`${tmpdir()}/lockstep-disk-`));
  folder = `${home}/exercises`;
  file = `${folder}/${id}.ts`;
  mkdirSync(`${folder}/state-machines`, { recursive: true });
  writeFileSync(file, 'the stub\n');
  writeFileSync(`${home}/secret.ts`, 'secret\n');
  caller = undefined;
  const handle = createDiskHandler({
    folder,
    base: '/base/',
    token,
    isKnown: (each) => known.includes(each),
    now: () => new Date('2026-01-02T03:04:05.678Z'),
  });
  server = createServer((request, response) => {
    if (caller) Object.defineProperty(request.socket, 'remoteAddress', { value: caller });
    void handle(request, response, () => response.writeHead(299).end('somebody else’s page'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(home, { recursive: true });
});

interface Asked {
  readonly method?: string;
  /** Sent as it is, which `fetch` would not do. */
  readonly path?: string;
  /** Over those that the page sends; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: { version?: string; code?: string; problem?: string; saved?: string };
}

const pathOf = (exercise: string) => `/base/__lockstep/exercises/${exercise}`;

function ask({ method = 'GET', path = pathOf(id), headers = {}, body }: Asked = {}): Promise<Answer> {
  const sent = {
    'x-lockstep-token': token,
    'sec-fetch-site': 'same-origin',
    ...(method !== 'GET' && { origin: `http://127.0.0.1:${port}`, 'content-type': 'application/json' }),
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
    });
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: response.headers['content-type'] === 'application/json' ? JSON.parse(text) : {},
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const put = (code: string, seen: string, more: Asked & { keep?: boolean } = {}) =>
  ask({
    method: 'PUT',
    body: JSON.stringify({ code, keep: more.keep }),
    ...more,
    headers: { 'if-match': `"${seen}"`, ...more.headers },
  });

const version = async () => (await ask()).body.version!;
const onDisk = () => readFileSync(file, 'utf8');
const besides = () => readdirSync(`${folder}/state-machines`).filter((name) => name !== 'bank-account.ts');

/** Nothing was read out, nothing was written, and the answer says why in a sentence. */
async function expectRefusal(answer: Promise<Answer>, status: number, sentence: RegExp) {
  const { body, ...rest } = await answer;
  expect(rest.status).toBe(status);
  expect(body.problem).toMatch(sentence);
  expect(body.problem).toMatch(/^[A-Z][^]*\.$|^exercises[^]*\.$/);
  expect(rest.headers['access-control-allow-origin']).toBeUndefined();
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(onDisk()).toBe('the stub\n');
  expect(besides()).toEqual([]);
}

describe('the page', () => {
  it('reads a file with its version', async () => {
    const { status, headers, body } = await ask();
    expect([status, body.code]).toEqual([200, 'the stub\n']);
    expect(body.version).toMatch(/^[0-9a-f]{64}$/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('writes over the version that it has seen, and is told the next one', async () => {
    const { status, body } = await put('mine\n', await version());
    expect([status, onDisk()]).toEqual([200, 'mine\n']);
    expect(body.version).toBe(await version());
    expect((await put('more\n', body.version!)).status).toBe(200);
    expect([onDisk(), besides()]).toEqual(['more\n', []]);
  });

  it('gets 409 and the text of the file when that is not the version it has seen', async () => {
    const seen = await version();
    writeFileSync(file, 'from an editor\n');
    const { status, body } = await put('mine\n', seen);
    expect([status, body.code, body.version]).toEqual([409, 'from an editor\n', await version()]);
    expect([onDisk(), besides()]).toEqual(['from an editor\n', []]);
  });

  it('lets one of two writes win that have seen the same version', async () => {
    const seen = await version();
    const answers = await Promise.all(['one\n', 'two\n', 'three\n'].map((code) => put(code, seen)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(onDisk()).toBe(['one\n', 'two\n', 'three\n'][answers.findIndex(({ status }) => status === 200)]);
  });

  it('has what it replaces kept beside the file, under the name that npm run reset uses', async () => {
    const { body } = await put('mine\n', await version(), { keep: true });
    expect(body.saved).toBe('exercises/state-machines/bank-account.saved-2026-01-02T03-04-05-678Z.txt');
    expect(readFileSync(`${home}/${body.saved}`, 'utf8')).toBe('the stub\n');
    expect(onDisk()).toBe('mine\n');
  });

  it('sees that a file is missing, folder and all, and writes it anew', async () => {
    rmSync(`${folder}/state-machines`, { recursive: true });
    const { status, body } = await ask();
    expect([status, body]).toEqual([200, { version: 'missing' }]);
    expect((await put('mine\n', 'missing')).status).toBe(200);
    expect(onDisk()).toBe('mine\n');
    expect((await put('late\n', 'missing')).status).toBe(409);
  });

  it('keeps the line ends and the permissions of the file', async () => {
    writeFileSync(file, 'one\r\ntwo\r\n');
    chmodSync(file, 0o600);
    const { body } = await ask();
    expect(body.code).toBe('one\ntwo\n');
    expect((await put('one\n2\n', body.version!)).body.version).toBe(await version());
    expect(onDisk()).toBe('one\r\n2\r\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes a whole new file instead of changing the old one, so that a crash leaves one of the two', async () => {
    const { ino } = statSync(file);
    await put('mine\n', await version());
    expect(statSync(file).ino).not.toBe(ino);
  });

  it('is the only one served under __lockstep; all other paths are the dev server’s', async () => {
    expect((await ask({ path: '/base/state-machines/' })).status).toBe(299);
    expect((await ask({ path: '/__lockstep/exercises/x' })).status).toBe(299);
  });
});

describe('refused is', () => {
  const attempts: [string, Asked, number, RegExp][] = [
    ['a missing token', { headers: { 'x-lockstep-token': undefined } }, 401, /Reload the page/],
    [
      'a foreign token',
      { headers: { 'x-lockstep-token': 'guessed-by-the-attacker' } },
      401,
      /Reload the page/,
    ],
    ['a foreign origin', { headers: { origin: 'https://evil.example' } }, 403, /this dev server only/],
    ['an origin on another port', { headers: { origin: 'http://127.0.0.1:1' } }, 403, /this dev server only/],
    ['a sandboxed frame', { headers: { origin: 'null' } }, 403, /this dev server only/],
    ['another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, /this dev server only/],
    ['the address bar', { headers: { 'sec-fetch-site': 'none' } }, 403, /this dev server only/],
    ['a name that points here', { headers: { host: 'evil.example' } }, 403, /"evil.example"/],
    ['a name that begins well', { headers: { host: 'localhost.evil.example' } }, 403, /not served under/],
    [
      'a number that begins well',
      { headers: { host: '127.0.0.1.evil.example:80' } },
      403,
      /not served under/,
    ],
    ['an unknown exercise', { path: pathOf('state-machines/paxos') }, 404, /no such exercise/],
    ['no exercise', { path: pathOf('') }, 404, /no such exercise/],
    ['a path that climbs', { path: pathOf('../secret') }, 404, /no such exercise/],
    [
      'a path that climbs out of a known one',
      { path: pathOf(`${id}/../../../secret`) },
      404,
      /no such exercise/,
    ],
    ['an encoded climb', { path: pathOf('%2e%2e%2fsecret') }, 404, /no such exercise/],
    ['a twice encoded climb', { path: pathOf('%252e%252e%252fsecret') }, 404, /no such exercise/],
    ['a backslash', { path: pathOf('..\\secret') }, 404, /no such exercise/],
    ['an encoded letter', { path: pathOf('state-machines/bank%2daccount') }, 404, /no such exercise/],
    ['a null byte', { path: pathOf(`${id}%00`) }, 404, /no such exercise/],
    ['an absolute path', { path: pathOf('/etc/passwd') }, 404, /no such exercise/],
    ['a query', { path: `${pathOf(id)}?x` }, 404, /no such exercise/],
    ['a name of its own', { path: '/base/__lockstep/' }, 404, /no such exercise/],
  ];
  it.each(attempts)('%s, to read', (_name, asked, status, sentence) =>
    expectRefusal(ask(asked), status, sentence),
  );
  it.each(attempts)('%s, to write', async (_name, asked, status, sentence) =>
    expectRefusal(put('stolen\n', await version(), asked), status, sentence),
  );

  it('a write that names no origin', async () =>
    expectRefusal(
      put('x', await version(), { headers: { origin: undefined } }),
      403,
      /this dev server only/,
    ));

  it.each(['10.0.0.7', '192.168.1.2', '::ffff:10.0.0.7', 'fe80::1', '2001:db8::1'])(
    'a neighbour on the network at %s, even with the token',
    async (address) => {
      const seen = await version();
      caller = address;
      await expectRefusal(ask(), 403, /this machine only/);
      await expectRefusal(put('x', seen), 403, /this machine only/);
    },
  );

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('nobody at %s', async (address) => {
    caller = address;
    expect((await ask()).status).toBe(200);
  });

  it.each(['localhost', 'LOCALHOST:3000', '127.0.0.1:8080', '[::1]:3000'])('no page at %s', async (host) => {
    const headers = { host, origin: `http://${host}` };
    expect((await put('mine\n', await version(), { headers })).status).toBe(200);
  });

  it.each(['POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('the method %s', async (method) => {
    await expectRefusal(ask({ method }), 405, new RegExp(`^${method} is not understood`));
    expect((await ask({ method })).headers['allow']).toBe('GET, PUT');
  });

  it('a preflight from another site, which asks for leave to write', () =>
    expectRefusal(
      ask({
        method: 'OPTIONS',
        headers: {
          'x-lockstep-token': undefined,
          'sec-fetch-site': 'cross-site',
          origin: 'https://evil.example',
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'x-lockstep-token',
        },
      }),
      403,
      /this dev server only/,
    ));

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', undefined])(
    'a body of type %s',
    async (type) =>
      expectRefusal(
        put('x', await version(), { headers: { 'content-type': type } }),
        415,
        /application\/json/,
      ),
  );

  it('a body that is compressed', async () =>
    expectRefusal(
      put('x', await version(), { headers: { 'content-encoding': 'gzip' } }),
      415,
      /not encoded/,
    ));

  it.each(['', 'null', '"code"', '{', '{"code":7}', '{"code":"x","keep":"yes"}', '[]'])(
    'a body of %s',
    async (body) => expectRefusal(put('', await version(), { body }), 400, /Send \{|not JSON/),
  );

  it('a body that says it is too large, and one that does not say it', async () => {
    const seen = await version();
    const body = JSON.stringify({ code: 'x'.repeat(sizeLimit) });
    await expectRefusal(put('', seen, { body }), 413, /more than 512 kB/);
    await expectRefusal(
      put('', seen, { body, headers: { 'transfer-encoding': 'chunked' } }),
      413,
      /more than 512 kB/,
    );
    expect((await ask()).status).toBe(200);
  });

  it('a write that does not say what it replaces', async () => {
    await expectRefusal(put('x', '', { headers: { 'if-match': undefined } }), 428, /which version/);
    await expectRefusal(put('x', '', { headers: { 'if-match': '*' } }), 428, /which version/);
  });
});

describe('on the disk, refused is', () => {
  /** Neither way does the secret come out or change. */
  async function expectDetourRefused(status: number, sentence: RegExp) {
    for (const answer of [await ask(), await put('stolen\n', 'missing')]) {
      expect([answer.status, answer.body.problem]).toEqual([status, expect.stringMatching(sentence)]);
      expect(JSON.stringify(answer.body)).not.toContain('the stub');
    }
    expect(readFileSync(`${home}/secret.ts`, 'utf8')).toBe('secret\n');
  }

  it('a file that is a symbolic link', async () => {
    unlinkSync(file);
    symlinkSync(`${home}/secret.ts`, file);
    await expectDetourRefused(403, /bank-account\.ts is a symbolic link/);
  });

  it('a link that leads nowhere yet', async () => {
    unlinkSync(file);
    symlinkSync(`${home}/new.ts`, file);
    await expectDetourRefused(403, /bank-account\.ts is a symbolic link/);
    expect(readdirSync(home)).not.toContain('new.ts');
  });

  it('a chapter that is a symbolic link', async () => {
    renameSync(`${folder}/state-machines`, `${home}/elsewhere`);
    symlinkSync(`${home}/elsewhere`, `${folder}/state-machines`);
    await expectDetourRefused(403, /exercises\/state-machines is a symbolic link/);
  });

  it('a folder of exercises that is a symbolic link', async () => {
    renameSync(folder, `${home}/elsewhere`);
    symlinkSync(`${home}/elsewhere`, folder);
    await expectDetourRefused(403, /^exercises is a symbolic link/);
  });

  it('a folder in place of the file', async () => {
    unlinkSync(file);
    mkdirSync(file);
    await expectDetourRefused(403, /is not a file/);
  });

  it('a file that is too large for the page, or is not text', async () => {
    writeFileSync(file, 'x'.repeat(sizeLimit + 1));
    await expectDetourRefused(413, /larger than 512 kB/);
    writeFileSync(file, Buffer.from([0x63, 0xff, 0xfe]));
    await expectDetourRefused(422, /not UTF-8/);
  });

  it.skipIf(process.getuid?.() === 0)('a file that the learner has write-protected', async () => {
    chmodSync(file, 0o400);
    await expectRefusal(put('x', await version()), 403, /permissions/);
  });
});

describe('changes', () => {
  /** The exercises named on the stream, from when it is open. */
  async function listen(headers: Record<string, string> = {}) {
    const told: string[] = [];
    const asked = request({
      host: '127.0.0.1',
      port,
      path: '/base/__lockstep/changes',
      headers: { 'x-lockstep-token': token, 'sec-fetch-site': 'same-origin', ...headers },
    });
    const status = await new Promise<number>((resolve) => {
      asked.on('response', (response) => {
        response.setEncoding('utf8').on('data', (text: string) => {
          for (const line of text.trim().split('\n'))
            told.push((JSON.parse(line) as { exercise: string }).exercise);
        });
        resolve(response.statusCode!);
      });
      asked.on('error', () => {});
      asked.end();
    });
    return { told, status, leave: () => asked.destroy() };
  }

  const quiet = () => new Promise((resolve) => setTimeout(resolve, 700));

  it.each([
    ['written in place', () => writeFileSync(file, 'changed\n')],
    [
      'replaced by a rename',
      () => {
        writeFileSync(`${file}~`, 'changed\n');
        renameSync(`${file}~`, file);
      },
    ],
    [
      'moved away and written anew',
      () => {
        renameSync(file, `${file}~`);
        writeFileSync(file, 'changed\n');
      },
    ],
    ['removed', () => unlinkSync(file)],
  ])('are told when a file is %s', async (_how, change) => {
    const { told, leave } = await listen();
    await ask();
    change();
    await expect.poll(() => told, { timeout: 3_000 }).toEqual([id]);
    leave();
  });

  it('are told once for many writes in a row, when they have come to rest', async () => {
    await ask();
    const { told, leave } = await listen();
    for (let i = 0; i < 20; i++) {
      writeFileSync(file, `${i}\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(told).toEqual([]);
    await expect.poll(() => told, { timeout: 3_000 }).toEqual([id]);
    leave();
  });

  it('are not told of files that no page has read', async () => {
    await ask();
    const { told, leave } = await listen();
    writeFileSync(`${folder}/state-machines/majority-vote.ts`, 'new\n');
    await quiet();
    expect(told).toEqual([]);
    leave();
  });

  it('are told to nobody but the page', async () => {
    expect((await listen({ 'x-lockstep-token': 'no' })).status).toBe(401);
    expect((await listen({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await listen({ host: 'evil.example' })).status).toBe(403);
    caller = '10.0.0.7';
    expect((await listen()).status).toBe(403);
  });
});
