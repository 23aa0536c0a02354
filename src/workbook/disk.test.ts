import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDiskHandler } from '../plugins/disk/handler.ts';
import { connectDisk, DiskError, type Disk } from './disk.ts';
import { findDoor, type Door } from './disk-door.ts';

/** The page's side against the server's side, over a real connection. */
const id = 'a/b';
let folder: string;
let server: Server;
let port = 0;
let disk: Disk;
let asked: string[];
/** Requests that have no whole answer yet. */
let unanswered: number;
const door: Door = { token: 'token', place: 'here', base: '/' };
/** What the page finds when it looks for the door again. */
let renewed: Door | undefined;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

async function start(token = 'token') {
  const handle = createDiskHandler({ folder, base: '/', token, isKnown: (each) => each === id });
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    unanswered++;
    response.on('close', () => unanswered--);
    void handle(request, response, () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
}

function stop() {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

beforeEach(async () => {
  folder = `${mkdtempSync(`${tmpdir()}/lockstep-disk-`)}/exercises`;
  mkdirSync(`${folder}/a`, { recursive: true });
  writeFileSync(`${folder}/a/b.ts`, 'old\n');
  page.visibilityState = 'visible';
  vi.stubGlobal('document', page);
  asked = [];
  unanswered = 0;
  port = 0;
  await start();
  const origin = `http://127.0.0.1:${port}`;
  renewed = undefined;
  disk = connectDisk(door, {
    // What a browser adds to a page's requests.
    ask: (path, init) =>
      fetch(origin + String(path), { ...init, headers: { ...(init?.headers as object), origin } }),
    renew: async () => renewed,
  });
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await stop();
  rmSync(dirname(folder), { recursive: true });
});

/** How often a watcher was called, and the end of it. */
function watch() {
  const seen = { calls: 0, leave: () => {} };
  seen.leave = disk.watch(id, () => seen.calls++);
  return seen;
}

it('reads, writes, and reads what it wrote', async () => {
  const before = await disk.read(id);
  expect(before.code).toBe('old\n');
  const { version } = (await disk.write(id, { code: 'new\n', seen: before.version })) as { version: string };
  expect(await disk.read(id)).toEqual({ version, code: 'new\n' });
});

it('gets the file as it is, instead of writing over a version it has not seen', async () => {
  const { version } = await disk.read(id);
  writeFileSync(`${folder}/a/b.ts`, 'theirs\n');
  const answer = await disk.write(id, { code: 'mine\n', seen: version });
  expect(answer).toEqual({ instead: await disk.read(id) });
  expect(readFileSync(`${folder}/a/b.ts`, 'utf8')).toBe('theirs\n');
});

it('is told where the disk keeps what was replaced', async () => {
  const { version } = await disk.read(id);
  const answer = await disk.write(id, { code: 'mine\n', seen: version, keep: true });
  expect(answer).toMatchObject({ saved: expect.stringMatching(/^exercises\/a\/b\.saved-.*\.txt$/) });
});

it('fails with the server’s sentence, and with its own when there is no server', async () => {
  await expect(disk.read('a/c')).rejects.toThrow(
    new DiskError('There is no such exercise. The course lists them, by chapter and name.'),
  );
  await stop();
  await expect(disk.read(id)).rejects.toThrow(/^The dev server does not answer/);
  await start('of the next npm start');
  await expect(disk.read(id)).rejects.toThrow(/Reload the page/);
});

it('goes on after the next npm start, whose token it looks for; but not with the files of another clone', async () => {
  const { version } = await disk.read(id);
  await stop();
  await start('of the next npm start');
  renewed = { ...door, token: 'of the next npm start', place: 'another clone' };
  await expect(disk.write(id, { code: 'mine\n', seen: version })).rejects.toThrow(/Reload the page/);
  renewed = { ...renewed, place: 'here' };
  await disk.write(id, { code: 'mine\n', seen: version });
  expect(readFileSync(`${folder}/a/b.ts`, 'utf8')).toBe('mine\n');
});

describe('a watcher', () => {
  it('is called when the server is reached, when the file changes, when the server goes, and when it is back', async () => {
    const seen = watch();
    await vi.waitFor(() => expect(seen.calls).toBe(1));
    await disk.read(id);
    writeFileSync(`${folder}/a/b.ts`, 'theirs\n');
    await vi.waitFor(() => expect(seen.calls).toBe(2), { timeout: 3_000 });
    await stop();
    await vi.waitFor(() => expect(seen.calls).toBe(3), { timeout: 3_000 });
    await start();
    await vi.waitFor(() => expect(seen.calls).toBe(4), { timeout: 5_000 });
    seen.leave();
  });

  it('is called when there is no server at all, so that it can say so', async () => {
    await stop();
    const seen = watch();
    await vi.waitFor(() => expect(seen.calls).toBe(1));
    seen.leave();
    await start();
  });

  it('shares one connection with the others of its page, which ends with the last of them', async () => {
    const [one, two] = [watch(), watch()];
    await vi.waitFor(() => expect([one.calls, two.calls]).toEqual([1, 2]));
    const streams = () => asked.filter((each) => each === 'GET /__lockstep/changes').length;
    expect(streams()).toBe(1);
    one.leave();
    expect(unanswered).toBe(1);
    two.leave();
    await vi.waitFor(() => expect(unanswered).toBe(0));
    expect(streams()).toBe(1);
  });

  it('holds no connection in a tab that nobody looks at, and is called when the tab is looked at again', async () => {
    page.visibilityState = 'hidden';
    const seen = watch();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([seen.calls, asked]).toEqual([0, []]);
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(seen.calls).toBe(1));
    seen.leave();
  });
});

describe('the door to the files', () => {
  const open = (hostname: string, meta: object | null) =>
    findDoor({ querySelector: () => meta } as unknown as Document, { hostname } as Location);
  const meta = { content: 'token', dataset: { place: 'here', base: '/lockstep/' } };

  it('is there where the dev server’s HTML has it', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(open(host, meta)).toEqual({ token: 'token', place: 'here', base: '/lockstep/' });
  });

  it('is not there on a built site, nor for a neighbour on the network', () => {
    expect(open('localhost', null)).toBeUndefined();
    expect(open('192.168.1.2', meta)).toBeUndefined();
    expect(open('localhost.evil.example', meta)).toBeUndefined();
  });
});
