import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExerciseId } from '../../grading/verdict.ts';
import type { DiskFile, DiskWrite, DiskWritten } from '../../workbook/disk.ts';
import { saveBeside } from '../../workbook/node/save-beside.ts';
import { Refusal } from './refusal.ts';

/** No exercise comes near it. */
export const sizeLimit = 512 * 1024;

/** The file is not what the writer last saw. */
export class Changed extends Error {
  constructor(readonly file: DiskFile) {
    super('The file has changed on disk since the page last saw it.');
  }
}

/** The files below one folder, as `<folder>/<chapter>/<exercise>.ts`; the caller vouches for the id. */
export function exerciseFiles(folder: string, now: () => Date = () => new Date()) {
  const pathOf = (id: ExerciseId) => `${folder}/${id}.ts`;
  const turns = new Map<ExerciseId, Promise<unknown>>();

  /** One after the other: what a write found on disk must still be there when it puts its own file in place. */
  function inTurn<T>(id: ExerciseId, task: () => Promise<T>): Promise<T> {
    const turn = (turns.get(id) ?? Promise.resolve()).then(task, task);
    turns.set(id, turn);
    return turn;
  }

  async function readRaw(id: ExerciseId): Promise<Buffer | undefined> {
    await refuseDetours(folder, id);
    let file: FileHandle;
    try {
      file = await open(pathOf(id), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw inWords(error, id);
    }
    try {
      if ((await file.stat()).size > sizeLimit) {
        throw new Refusal(
          413,
          `${shown(id)} is larger than ${sizeLimit / 1024} kB. The page does not open it.`,
        );
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  return {
    /** What changes when the file does, for one look at the disk. */
    async signature(id: ExerciseId): Promise<string> {
      try {
        const { ino, size, mtimeNs, ctimeNs } = await lstat(pathOf(id), { bigint: true });
        return [ino, size, mtimeNs, ctimeNs].join(' ');
      } catch {
        return 'missing';
      }
    },

    /** @throws Refusal for a link, a folder, a file that is too large or is not text */
    read: async (id: ExerciseId): Promise<DiskFile> => toFile(await readRaw(id), id),

    /**
     * Replaces the whole file or nothing: a reader, and a crash at any moment, finds the old text or the new one.
     *
     * @throws Changed when the file is not the version that the writer has seen
     * @throws Refusal as `read` does, and for a file that may not be written
     */
    write: (id: ExerciseId, { code, seen, keep }: DiskWrite): Promise<DiskWritten> =>
      inTurn(id, async () => {
        const path = pathOf(id);
        const before = await readRaw(id);
        const file = toFile(before, id);
        if (file.version !== seen) throw new Changed(file);
        if (file.code === code) return { version: file.version };
        try {
          if (before)
            await access(path, constants.W_OK); // rename would not mind
          else await mkdir(dirname(path), { recursive: true });
          const mode = before ? (await lstat(path)).mode & 0o777 : 0o644;
          const bytes = Buffer.from(isCrLf(before) ? code.replaceAll('\n', '\r\n') : code);
          const saved = keep && before ? saveBeside(path, before.toString(), now()) : undefined;
          if (saved) await sync(saved);
          const ready = await writeNew(
            `${dirname(path)}/.${randomBytes(6).toString('hex')}.tmp`,
            bytes,
            mode,
          );
          try {
            const meanwhile = await readRaw(id);
            if (versionOf(meanwhile) !== seen) throw new Changed(toFile(meanwhile, id));
            await rename(ready, path);
          } catch (error) {
            await rm(ready, { force: true });
            throw error;
          }
          await sync(dirname(path));
          return {
            version: versionOf(bytes),
            ...(saved && { saved: shown(id, saved.slice(folder.length + 1)) }),
          };
        } catch (error) {
          throw inWords(error, id);
        }
      }),
  };
}

const shown = (id: ExerciseId, path = `${id}.ts`) => `exercises/${path}`;

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** A link would let the page write wherever it leads, so none is followed: not the file, and no folder on the way. */
async function refuseDetours(folder: string, id: ExerciseId): Promise<void> {
  const chapter = id.split('/')[0]!;
  for (const path of [folder, `${folder}/${chapter}`, `${folder}/${id}.ts`]) {
    const stat = await lstat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw inWords(error, id);
    });
    if (!stat) return;
    const isFile = path.endsWith('.ts');
    const name = isFile ? shown(id) : path === folder ? 'exercises' : shown(id, chapter);
    if (stat.isSymbolicLink()) {
      throw new Refusal(
        403,
        `${name} is a symbolic link, and the page follows none. Put the real one in its place.`,
      );
    }
    if (isFile ? !stat.isFile() : !stat.isDirectory()) {
      throw new Refusal(403, `${name} is not a ${isFile ? 'file' : 'folder'}. The page leaves it alone.`);
    }
  }
}

function toFile(bytes: Buffer | undefined, id: ExerciseId): DiskFile {
  if (!bytes) return { version: versionOf(bytes) };
  try {
    const code = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
    return { version: versionOf(bytes), code };
  } catch {
    throw new Refusal(422, `${shown(id)} is not UTF-8 text. Save it as UTF-8 in your editor.`);
  }
}

const versionOf = (bytes: Buffer | undefined) =>
  bytes ? createHash('sha256').update(bytes).digest('hex') : 'missing';

const isCrLf = (bytes: Buffer | undefined) => bytes?.includes('\r\n') ?? false;

async function writeNew(path: string, bytes: Buffer, mode: number): Promise<string> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return path;
}

/** Makes a file, or what was renamed in a folder, outlast a power cut, where the system can do that. */
async function sync(path: string): Promise<void> {
  const handle = await open(path).catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function inWords(error: unknown, id: ExerciseId): unknown {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Refusal(403, `${shown(id)} may not be read or written. Look at its permissions.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new Refusal(507, `The disk is full; ${shown(id)} is as it was.`);
    case 'ELOOP':
      return new Refusal(403, `${shown(id)} is a symbolic link, and the page follows none.`);
    default:
      return error;
  }
}
