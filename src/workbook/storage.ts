/** Where the workbook keeps what the learner did. The page gives localStorage; a test gives a Map. */
export interface Storage {
  getItem(key: string): string | null;
  /** @throws when there is no room, or it is forbidden */
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** Keys in use. */
  keys(): string[];
  /** Calls back when another tab has changed something of ours. */
  onElsewhere?(listener: () => void): void;
}

/** Keeps everything in memory: for tests, and for a browser that forbids its storage. */
export function memoryStorage(initial: Readonly<Record<string, string>> = {}): Storage {
  const items = new Map(Object.entries(initial));
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    keys: () => [...items.keys()],
  };
}

/**
 * The browser's storage, or undefined where there is none or it may not be used. A storage that is full is one that may
 * be used: it can still be read.
 */
export function browserStorage(): Storage | undefined {
  try {
    const { localStorage } = globalThis as { localStorage?: globalThis.Storage };
    if (!localStorage) return undefined;
    localStorage.getItem('lockstep');
    return {
      getItem: (key) => localStorage.getItem(key),
      setItem: (key, value) => localStorage.setItem(key, value),
      removeItem: (key) => localStorage.removeItem(key),
      keys: () => Object.keys(localStorage),
      onElsewhere: (listener) =>
        addEventListener('storage', ({ key }) => {
          if (key === null || key.startsWith('lockstep:')) listener();
        }),
    };
  } catch {
    return undefined;
  }
}
