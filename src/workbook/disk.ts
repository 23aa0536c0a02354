import type { ExerciseId } from '../grading/verdict.ts';
import { findDoorAnew, type Door } from './disk-door.ts';

/**
 * The exercise files on disk, as the page reaches them. Under `npm start` the dev server serves them
 * (src/plugins/disk.ts); a built site has no door, and so nothing is ever asked for.
 */
export interface Disk {
  /** @throws DiskError */
  read(id: ExerciseId): Promise<DiskFile>;
  /**
   * Writes over the version that was seen, and over no other: then the file comes back as it is instead.
   *
   * @param leaving lets the request outlive the page
   * @throws DiskError
   */
  write(
    id: ExerciseId,
    write: DiskWrite,
    leaving?: boolean,
  ): Promise<DiskWritten | { readonly instead: DiskFile }>;
  /** Calls back when the file may have changed, and when the server is reached or lost. */
  watch(id: ExerciseId, listener: () => void): () => void;
}

export interface DiskFile {
  /** Changes with the content. `missing` where there is no file. */
  readonly version: string;
  /** Absent where there is no file. Lines end in `\n`. */
  readonly code?: string;
}

export interface DiskWrite {
  readonly code: string;
  /** The version that this text replaces. */
  readonly seen: string;
  /** Keeps what is replaced in a file beside it. */
  readonly keep?: boolean;
}

export interface DiskWritten {
  readonly version: string;
  /** Where the replaced text is kept, such as `exercises/chapter/name.saved-….txt`. */
  readonly saved?: string;
}

/** Its message is a sentence for the learner. */
export class DiskError extends Error {}

export const tokenHeader = 'x-lockstep-token';
export const changesPath = '__lockstep/changes';
export const filePath = (id: ExerciseId) => `__lockstep/exercises/${id}`;

export interface DiskOptions {
  /** The browser's `fetch`. */
  readonly ask?: typeof fetch;
  /** Looks for the door again when the server has changed the lock: each start has a token of its own. */
  readonly renew?: (door: Door) => Promise<Door | undefined>;
}

export function connectDisk(
  door: Door,
  { ask = (...args) => fetch(...args), renew = findDoorAnew }: DiskOptions = {},
): Disk {
  const listeners = new Map<() => void, ExerciseId>();
  let following: AbortController | undefined;

  async function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
    const { token, base } = door;
    const once = () => ask(base + path, { ...init, headers: { ...init.headers, [tokenHeader]: door.token } });
    const response = await once();
    if (response.status !== 401) return response;
    const next = door.token === token ? await renew(door) : door;
    // Another clone of the course may be served at this address now. Its files are not this page's.
    if (!next || next.token === token || next.place !== door.place) return response;
    door = next;
    return once();
  }

  async function request(path: string, init?: Parameters<typeof send>[1]) {
    const response = await send(path, init).catch(() => {
      throw new DiskError('The dev server does not answer. Is npm start still running?');
    });
    const body = (await response.json().catch(() => ({}))) as DiskFile & DiskWritten & { problem?: string };
    if (response.ok || response.status === 409) return { status: response.status, body };
    throw new DiskError(body.problem ?? `The dev server answered ${response.status}.`);
  }

  const tell = (id?: ExerciseId) =>
    listeners.forEach((each, listener) => (id === undefined || each === id) && listener());

  /** Reads the stream of changes, and takes it up again when it breaks. */
  async function follow(stop: AbortSignal) {
    let reached: boolean | undefined;
    for (let wait = 500; !stop.aborted; wait = Math.min(wait * 2, 8_000)) {
      try {
        const { ok, body } = await send(changesPath, { signal: stop });
        if (ok) {
          reached = true;
          wait = 250;
          tell();
          for await (const line of linesOf(body!))
            tell((JSON.parse(line) as { exercise: ExerciseId }).exercise);
        }
      } catch {
        // Whoever is told now reads, and says in a sentence what is wrong.
      }
      if (stop.aborted) return;
      if (reached !== false) tell();
      reached = false;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** A browser opens six connections to a host, for all tabs together. So only a tab that is looked at holds one. */
  function followInView() {
    const wanted = listeners.size > 0 && document.visibilityState === 'visible';
    if (wanted === (following !== undefined)) return;
    following?.abort();
    following = wanted ? new AbortController() : undefined;
    if (following) void follow(following.signal);
  }

  return {
    read: async (id) => fileIn((await request(filePath(id))).body),

    async write(id, { code, seen, keep }, leaving = false) {
      const { status, body } = await request(filePath(id), {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-match': `"${seen}"` },
        body: JSON.stringify({ code, keep }),
        keepalive: leaving,
      });
      return status === 409 ? { instead: fileIn(body) } : { version: body.version, saved: body.saved };
    },

    watch(id, listener) {
      if (listeners.size === 0) document.addEventListener('visibilitychange', followInView);
      listeners.set(listener, id);
      if (following) listener();
      else followInView();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) document.removeEventListener('visibilitychange', followInView);
        followInView();
      };
    },
  };
}

const fileIn = ({ version, code }: DiskFile): DiskFile => ({ version, code });

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}
