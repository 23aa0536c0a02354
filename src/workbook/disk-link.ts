import type { ExerciseId } from '../grading/verdict.ts';
import { DiskError, type Disk, type DiskFile } from './disk.ts';
import { choose, compare, edit, isUnsaved, part, written, type Side, type Sync } from './disk-sync.ts';

export type DiskState =
  /** A built site, or the file is not reached yet. */
  | { readonly kind: 'absent' }
  | Linked
  | { readonly kind: 'saving' }
  /** Both have changed, and the learner chooses; see `choose`. */
  | { readonly kind: 'conflict'; readonly page: string; readonly file: string }
  /** Another window of this browser writes to the file. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'lost'; readonly why: string };

interface Linked {
  readonly kind: 'linked';
  /** How page and file came to be the same; `gone`: the file was removed, and the next change writes it anew. */
  readonly by: 'same' | 'saved' | 'taken' | 'gone';
  /** Where the disk keeps what the page's text replaced. */
  readonly keptIn?: string;
}

export interface LinkOptions {
  readonly id: ExerciseId;
  readonly stub: string;
  readonly disk: Disk;
  readonly page: {
    code(): string;
    /** Shows the file's text; what was there before goes to the history. */
    replace(code: string): void;
  };
  /** Remembers, over a reload, the text that page and file last had in common. */
  readonly memory: { read(): string | undefined; write(code: string): void };
  readonly onState: (state: DiskState) => void;
}

export type Link = ReturnType<typeof linkExercise>;

const pause = 400;
const longest = 2_000;

/** Keeps one editor and one file the same. One request at a time: an answer is never older than the one before it. */
export function linkExercise({ id, stub, disk, page, memory, onState }: LinkOptions) {
  const code = () => plain(page.code());
  const original = plain(stub);
  let sync: Sync = { kind: 'apart', page: code(), base: remembered() };
  let open = false;
  let busy = false;
  let stale = false; // the file may have changed
  let due = false; // the page has paused long enough to write
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typingSince: number | undefined;
  let leaveWatch = () => {};

  function remembered(): { code: string } | undefined {
    const text = memory.read();
    return text === undefined ? undefined : { code: text };
  }

  function become(next: Sync, state: DiskState) {
    const { page: before } = sync;
    sync = next;
    // Not yet while the disk is still to keep that text: after a reload, the page would take it for its own and write over it.
    const settled = 'keep' in next && next.keep ? undefined : next.base?.code;
    if (settled !== undefined && settled !== memory.read()) memory.write(settled);
    if (next.page !== before) page.replace(next.page);
    show(state);
  }

  /** @param state what to show if nothing is open between page and file */
  function show(state: DiskState) {
    if (sync.kind === 'conflict') onState({ kind: 'conflict', page: sync.page, file: sync.file.code });
    else if (isUnsaved(sync) && (due || state.kind !== 'linked' || state.by !== 'gone'))
      onState({ kind: 'saving' });
    else onState(state);
  }

  async function settle(leaving = false) {
    if (busy) return;
    busy = true;
    try {
      while (open && (stale || (due && isUnsaved(sync)))) await (stale ? look() : save(leaving));
      due = false;
    } catch (error) {
      if (!(error instanceof DiskError)) throw error;
      if (open) become(part(sync), { kind: 'lost', why: error.message });
    } finally {
      busy = false;
    }
  }

  async function look() {
    stale = false;
    meet(await disk.read(id));
  }

  async function save(leaving: boolean) {
    if (sync.kind !== 'joined') return;
    due = false;
    const { page: sent, base, keep } = sync;
    const answer = await disk.write(id, { code: sent, seen: base.version, keep }, leaving);
    if ('instead' in answer) {
      due = true;
      meet(answer.instead);
    } else if (open) become(written(sync, sent, answer.version), linked('saved', answer.saved));
  }

  function meet(file: DiskFile) {
    if (!open) return;
    const before = sync;
    const next = compare(before, file, original);
    if (before.kind === 'apart') due = true;
    const nothingNew =
      before.kind === 'joined' &&
      next.kind === 'joined' &&
      next.page === before.page &&
      next.base.code === before.base.code;
    if (nothingNew) sync = next;
    else
      become(next, linked(file.code === undefined ? 'gone' : next.page !== before.page ? 'taken' : 'same'));
  }

  function flush(leaving = false) {
    clearTimeout(timer);
    typingSince = undefined;
    due = true;
    if (sync.kind === 'apart') stale = true;
    void settle(leaving);
  }

  return {
    /** Begins to read and write, and goes on after `rest`. */
    begin() {
      if (open) return;
      open = true;
      // Another window may have moved both on since. Not this page, though, if it still shows what it last had in common.
      const page = code();
      const { base } = sync;
      sync = { ...part(sync), page, base: page === base?.code ? base : (remembered() ?? base) };
      leaveWatch = disk.watch(id, () => {
        stale = true;
        void settle();
      });
    },

    /** Leaves the file alone: another window writes to it now, or the page goes. */
    rest() {
      open = false;
      clearTimeout(timer);
      leaveWatch();
      onState({ kind: 'elsewhere' });
    },

    /** The page's code may have changed. Costs nothing if it has not. */
    edited() {
      const text = code();
      if (text === sync.page) return;
      sync = edit(sync, text);
      if (!open) return;
      if (sync.kind !== 'apart') show(linked('same'));
      typingSince ??= Date.now();
      clearTimeout(timer);
      timer = setTimeout(flush, Math.max(0, Math.min(pause, typingSince + longest - Date.now())));
    },

    /** Writes what is not written yet, now. */
    flush(leaving = false) {
      if (isUnsaved(sync)) flush(leaving);
    },

    choose(side: Side) {
      if (sync.kind !== 'conflict') return;
      due = true;
      become(choose(sync, side), linked('taken'));
      void settle();
    },
  };
}

const linked = (by: Linked['by'], keptIn?: string): Linked => ({ kind: 'linked', by, keptIn });

const plain = (text: string) => text.replaceAll('\r\n', '\n');
