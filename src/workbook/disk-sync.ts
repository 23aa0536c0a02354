import type { DiskFile } from './disk.ts';

/**
 * One exercise in two places, the page and the disk. `base` is the file as this page last read or wrote it: the side
 * that still equals it has not changed since, and follows the other. Where both have changed, the learner chooses.
 */
export type Sync =
  | { readonly kind: 'apart'; readonly page: string; readonly base?: Base; readonly keep?: boolean }
  | { readonly kind: 'joined'; readonly page: string; readonly base: DiskFile; readonly keep?: boolean }
  | {
      readonly kind: 'conflict';
      readonly page: string;
      readonly base?: Base;
      readonly file: Required<DiskFile>;
    };

type Base = Pick<DiskFile, 'code'>;

/** What the learner typed, or got by Reset. */
export function edit(sync: Sync, page: string): Sync {
  if (sync.kind === 'conflict' && sync.file.code === page) return { kind: 'joined', page, base: sync.file };
  return { ...sync, page };
}

/** True while the page holds what the file does not, and may write it. */
export const isUnsaved = (sync: Sync) => sync.kind === 'joined' && sync.page !== sync.base.code;

/**
 * The file as it is on disk now, which may be what it was.
 *
 * @param stub decides at the first contact, where no base is known: a side that is still the stub follows the other
 */
export function compare(sync: Sync, file: DiskFile, stub: string): Sync {
  const { page, base = { code: stub } } = sync;
  if (file.code === page) return { kind: 'joined', page, base: file };
  if (file.code === undefined || file.code === base.code) {
    return { kind: 'joined', page, base: file, ...('keep' in sync && { keep: sync.keep }) };
  }
  if (page === base.code) return { kind: 'joined', page: file.code, base: file };
  return { kind: 'conflict', page, base: sync.base, file: { ...file, code: file.code } };
}

/** The file holds now what the page sent; since then more may have been typed. */
export const written = ({ page }: Sync, code: string, version: string): Sync => ({
  kind: 'joined',
  page,
  base: { version, code },
});

/** Ends a conflict. What the page had, its history keeps; what the file has, `keep` has the disk keep. */
export function choose(sync: Sync, side: Side): Sync {
  if (sync.kind !== 'conflict') return sync;
  const { page, file } = sync;
  return side === 'page'
    ? { kind: 'joined', page, base: file, keep: true }
    : { kind: 'joined', page: file.code, base: file };
}

export type Side = 'page' | 'file';

/** Nobody answers, or another window has taken over. */
export const part = (sync: Sync): Extract<Sync, { kind: 'apart' }> => {
  const { page, base } = sync;
  return { kind: 'apart', page, base, ...('keep' in sync && { keep: sync.keep }) };
};
