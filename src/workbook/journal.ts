import { memoryStorage, type Storage } from './storage.ts';

export interface Entry<T> {
  readonly key: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  readonly value: T;
}

/** Tells a value of the right shape from what a dying tab left of one. */
export type Accept<T> = (value: unknown) => value is T;

const prefix = 'lockstep:v2:';
const openBatch = `${prefix}open:`;

/**
 * Values that change over time, each state of them under a key of its own: `lockstep:v2:<name>@<time>-<writer>`. The one
 * with the latest time counts. Nothing is overwritten, so a tab that dies while it writes leaves the state before; and two
 * tabs never write the same key, so that neither can wipe out what the other wrote.
 *
 * What a batch writes cannot be seen until the batch is closed: a page that dies in the middle of an import has imported nothing.
 *
 * @param storage undefined where it is forbidden; then everything lives as long as the page
 */
export function createJournal(storage: Storage | undefined) {
  const kept = storage ?? memoryStorage();
  /** What found no room. It can be read in this page, and is tried again. */
  const held = new Map<string, string>();
  const parsed = new Map<string, { text: string; value: unknown }>();
  const listeners = new Set<(elsewhere: boolean) => void>();
  let byName: Map<string, string[]> | undefined;
  function tell(elsewhere: boolean) {
    byName = undefined;
    listeners.forEach((listener) => listener(elsewhere));
  }
  kept.onElsewhere?.(() => tell(true));

  function parse(key: string): unknown {
    const text = held.get(key) ?? kept.getItem(key) ?? '';
    const before = parsed.get(key);
    if (before?.text === text) return before.value;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      value = undefined; // torn
    }
    parsed.set(key, { text, value });
    return value;
  }

  const keys = () => [...new Set([...kept.keys(), ...held.keys()])].filter((key) => key.startsWith(prefix));

  /** Name → its keys, the newest first. */
  function index(): Map<string, string[]> {
    if (byName) return byName;
    const all = keys();
    const open = new Set(
      all.filter((key) => key.startsWith(openBatch)).map((key) => key.slice(openBatch.length)),
    );
    byName = new Map();
    for (const key of all) {
      const { name, writer } = split(key);
      if (name === undefined || open.has(writer)) continue;
      const ofName = byName.get(name) ?? byName.set(name, []).get(name)!;
      ofName.push(key);
    }
    for (const ofName of byName.values())
      ofName.sort((a, b) => split(b).at - split(a).at || (a < b ? 1 : -1));
    return byName;
  }

  function entry<T>(key: string, accept: Accept<T>): Entry<T>[] {
    const value = parse(key);
    return accept(value) ? [{ key, at: split(key).at, value }] : [];
  }

  return {
    forbidden: storage === undefined,
    /** True while something is held in memory because there is no room. */
    full: () => held.size > 0,

    /** A text with no history, such as a preference. Where it cannot be stored, it is forgotten. */
    readPlain: (name: string): string | null => kept.getItem(prefix + name),
    writePlain(name: string, text: string): void {
      try {
        kept.setItem(prefix + name, text);
      } catch {
        // What the learner wrote says so where it matters.
      }
    },

    /** The names in use that begin so. */
    names: (begin: string): string[] => [...index().keys()].filter((name) => name.startsWith(begin)),

    /** What counts now: the latest value that is whole. */
    newest<T>(name: string, accept: Accept<T>): Entry<T> | undefined {
      for (const key of index().get(name) ?? []) {
        const [found] = entry(key, accept);
        if (found) return found;
      }
      return undefined;
    },

    /** Every value that is whole, the oldest first. */
    read: <T>(name: string, accept: Accept<T>): Entry<T>[] =>
      (index().get(name) ?? []).flatMap((key) => entry(key, accept)).reverse(),

    /** Forgets which keys there are, and looks again. */
    refresh: (): void => void (byName = undefined),

    /** The keys of a name whose values are torn, and can never be read. */
    torn: (name: string): string[] => (index().get(name) ?? []).filter((key) => parse(key) === undefined),

    /** Tells the listeners of this tab that something was written. */
    tell: () => tell(false),

    /** @throws when there is no room for it */
    put(name: string, at: number, writer: string, value: unknown): void {
      const key = freeKey(name, at, writer);
      kept.setItem(key, JSON.stringify(value));
      byName = undefined;
    },

    /** Keeps it in this page only. */
    hold(name: string, at: number, writer: string, value: unknown): void {
      held.set(freeKey(name, at, writer), JSON.stringify(value));
      byName = undefined;
    },

    /** Writes down what was held, as far as there is room now. */
    release(): void {
      for (const [key, text] of held) {
        try {
          kept.setItem(key, text);
        } catch {
          return;
        }
        held.delete(key);
      }
    },

    /** @returns what was there, for `restore` */
    remove(key: string): string {
      const text = held.get(key) ?? kept.getItem(key) ?? '';
      byName = undefined;
      held.delete(key);
      parsed.delete(key);
      kept.removeItem(key);
      return text;
    },

    restore(key: string, text: string): void {
      byName = undefined;
      try {
        kept.setItem(key, text);
      } catch {
        held.set(key, text);
      }
    },

    /** Until `commit`, nobody sees what the writer of this name puts. @throws when there is no room for the mark */
    begin: (batch: string, at: number): void => kept.setItem(openBatch + batch, String(at)),

    commit(batch: string): void {
      kept.removeItem(openBatch + batch);
      tell(false);
    },

    /** Takes back what a batch has written. */
    rollBack,

    /** Takes back what batches wrote that began before this time and never ended. */
    rollBackAbandoned(before: number): void {
      for (const mark of keys().filter((key) => key.startsWith(openBatch)))
        if (!(Number(kept.getItem(mark)) >= before)) rollBack(mark.slice(openBatch.length));
    },

    /** @returns a function that ends it */
    subscribe(listener: (elsewhere: boolean) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  function rollBack(batch: string): void {
    for (const key of keys()) if (split(key).writer === batch) kept.removeItem(key);
    kept.removeItem(openBatch + batch);
    byName = undefined;
  }

  function freeKey(name: string, at: number, writer: string): string {
    for (let key = `${prefix}${name}@${at.toString(36)}-${writer}`; ; key += '+') {
      if (!held.has(key) && kept.getItem(key) === null) return key;
    }
  }
}

export type Journal = ReturnType<typeof createJournal>;

function split(key: string): { name?: string; at: number; writer: string } {
  const [, name, at = '0', writer = ''] = /^lockstep:v2:(.+)@([\da-z]+)-([^@]+?)\+*$/.exec(key) ?? [];
  return { name, at: parseInt(at, 36), writer };
}
