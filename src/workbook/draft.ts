import type { Verdict } from '../grading/verdict.ts';
import type { Files } from '../runner/runner.ts';
import { progress as pageProgress, type Progress, type Saved } from './progress.ts';
import type { Subject } from './reading.ts';
import { sameFiles } from './same-files.ts';
import { originalOf, type Mark, type Version } from './versions.ts';

/** What the page says about the text beyond showing it. Each can be taken back with `before`. */
export type Notice =
  /** `lost`: another tab's later edit is shown. `won`: this tab's edit is the later one. */
  | { readonly kind: 'other-tab'; readonly end: 'lost' | 'won'; readonly before?: Files }
  | { readonly kind: 'reset' | 'restored' | 'adopted'; readonly before: Files };

export interface DraftState {
  /** Rises whenever the text is replaced by anything but typing. */
  readonly edition: number;
  /** True when the text is not the original. */
  readonly edited: boolean;
  readonly saved: Saved;
  readonly notice?: Notice;
  /** The original that the learner began from, when this edition of the course has another. */
  readonly oldOriginal?: Files;
}

interface Options {
  readonly now?: () => number;
  /** Calls back after so many milliseconds. @returns a function that calls it off */
  readonly after?: (milliseconds: number, then: () => void) => () => void;
}

/** How long a keystroke may wait to be stored, in milliseconds. */
export const SAVE_WITHIN = 250;

/**
 * The text of one exercise or example in one tab, kept in step with the store: what is typed here goes there a moment
 * later, and what another tab stored comes here.
 *
 * @param original the text as this edition of the course gives it
 */
export function createDraft(
  progress: Progress,
  subject: Subject,
  original: Files,
  { now = Date.now, after = afterTimeout }: Options = {},
) {
  let files = progress.readFiles(subject, original);
  /** The stored version that this text is, or was begun from. */
  let seen = progress.newest(subject);
  /** When the text was typed that is not stored yet. */
  let typedAt: number | undefined;
  /** Whether it was this tab that wrote the text it shows. */
  let mine = false;
  let callOff = () => {};
  let saving = false;
  let state: DraftState = {
    edition: 0,
    edited: !sameFiles(files, original),
    saved: 'saved',
    oldOriginal: oldOriginal(),
  };
  const listeners = new Set<() => void>();
  const leave = progress.subscribe(() => follow());

  function set(change: Partial<DraftState>): void {
    const next = { ...state, edited: !sameFiles(files, original), ...change };
    const differs = (Object.keys(next) as (keyof DraftState)[]).some((key) => next[key] !== state[key]);
    if (!differs) return;
    state = next;
    listeners.forEach((listener) => listener());
  }

  function oldOriginal(): Files | undefined {
    const history = progress.history(subject);
    const begun = originalOf(history);
    const untouched = history.at(-1)?.what === 'original' || sameFiles(files, original);
    return begun && !untouched && !sameFiles(begun, original) ? begun : undefined;
  }

  /** Runs what writes to the store, whose word of it is no news here. */
  function write(change: () => Saved): void {
    saving = true;
    try {
      const saved = change();
      seen = progress.newest(subject);
      set({ saved });
    } finally {
      saving = false;
    }
  }

  function save(mark: Mark): void {
    const at = typedAt;
    callOff();
    typedAt = undefined;
    write(() => progress.save(subject, original, files, mark, at));
  }

  function flush(): void {
    catchUp();
    if (typedAt !== undefined) save({ what: 'edited' });
  }

  function show(text: Files, notice: Notice | undefined): void {
    files = text;
    set({ edition: state.edition + 1, notice });
  }

  /** Shows what another tab stored, if that is later than what was typed here. */
  function follow(): void {
    if (saving) return;
    const newest = progress.newest(subject);
    if (!newest || isSame(newest, seen)) return;
    const theirs = progress.readFiles(subject, original);
    if (sameFiles(theirs, files)) {
      seen = newest;
      return;
    }
    const before = files;
    if (typedAt !== undefined && typedAt >= newest.at) {
      write(() => progress.archive(subject, newest.files, newest.at, { what: 'other-tab' }));
      save({ what: 'edited' });
      set({ notice: { kind: 'other-tab', end: 'won', before: theirs } });
      return;
    }
    if (mine) {
      const at = Math.min(typedAt ?? seen?.at ?? newest.at, newest.at - 1);
      write(() => progress.archive(subject, before, at, { what: 'other-tab' }));
    }
    callOff();
    typedAt = undefined;
    seen = newest;
    show(theirs, { kind: 'other-tab', end: 'lost', ...(mine && { before }) });
    mine = false;
  }

  function catchUp(): void {
    progress.refresh();
    follow();
  }

  function replace(text: Files, mark: Mark, notice: Notice): void {
    mine = true;
    show(text, notice);
    save(mark);
    set({ oldOriginal: oldOriginal() });
  }

  return {
    original,
    files: () => files,
    state: () => state,
    history: () => progress.history(subject),

    /** A keystroke. It costs next to nothing; storing waits. */
    type(path: string, text: string): void {
      if (files[path] === text) return;
      files = { ...files, [path]: text };
      mine = true;
      if (typedAt === undefined) callOff = after(SAVE_WITHIN, flush);
      typedAt = now();
      set({});
    },

    /** Stores what was typed at once: the page is about to be hidden, or the text to be run. */
    flush,

    /** Shows what another tab stored while this page was frozen. */
    catchUp,

    /** Says what came of a text, whether it is still the one in the editor or not. */
    mark(text: Files, at: number, mark: Mark): void {
      if (sameFiles(text, original)) return flush();
      flush();
      if (sameFiles(text, files)) save(mark);
      else write(() => progress.archive(subject, text, Math.min(at, (seen?.at ?? at) - 1), mark));
    },

    /** Writes down the verdict on an exercise, and says so where it cannot be. */
    saveVerdict: (verdict: Verdict): void =>
      write(() => progress.saveVerdict(subject.slice(subject.indexOf(':') + 1), verdict)),

    /** Another text takes the place of the one that is there, which goes into the history. */
    replace(text: Files): void {
      if (sameFiles(text, files)) return;
      flush();
      replace(text, { what: 'edited' }, { kind: 'restored', before: files });
    },

    /** The file's text takes the place of the one that is there. What was written here goes into the history. */
    takeFromDisk(text: Files): void {
      if (sameFiles(text, files)) return;
      flush();
      if (mine && state.edited) save({ what: 'before-disk' });
      show(text, undefined); // whoever follows the file says so
      save({ what: 'edited' });
      mine = false;
      set({ oldOriginal: oldOriginal() });
    },

    /** Somebody else's text becomes the learner's own. What was here goes into the history. */
    adopt(text: Files): void {
      if (sameFiles(text, files)) return;
      flush();
      replace(text, { what: 'imported' }, { kind: 'adopted', before: files });
    },

    restore(version: Version): void {
      flush();
      const { files: text, at: _at, session: _session, ...mark } = version;
      replace({ ...files, ...text }, mark, { kind: 'restored', before: files });
    },

    reset(): void {
      if (sameFiles(files, original)) return;
      flush();
      save({ what: 'before-reset' });
      replace(original, { what: 'original' }, { kind: 'reset', before: files });
    },

    dismiss: (): void => set({ notice: undefined }),

    /** The learner has seen what is new in this edition. */
    acceptEdition(): void {
      flush();
      write(() => progress.acceptEdition(subject, original));
      set({ oldOriginal: undefined });
    },

    /** Told when anything is stored, by whatever tab. @returns a function that ends it */
    onStored: (listener: () => void): (() => void) => progress.subscribe(listener),

    /** Told when `state` is another one. @returns a function that ends it */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    close(): void {
      flush();
      leave();
      listeners.clear();
    },
  };
}

/** A draft in the page's own store. */
export const openDraft = (subject: Subject, original: Files): Draft =>
  createDraft(pageProgress(), subject, original);

export type Draft = ReturnType<typeof createDraft>;

const isSame = (a: Version, b: Version | undefined) => a.at === b?.at && a.session === b.session;

function afterTimeout(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
