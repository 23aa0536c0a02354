/** Where the workbook keeps what the learner did. The page gives localStorage; a test gives a Map. */
export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** Keys in use. */
  keys(): string[];
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

/** The browser's storage, or undefined where there is none or it may not be used. */
export function browserStorage(): Storage | undefined {
  try {
    const { localStorage } = globalThis as { localStorage?: globalThis.Storage };
    if (!localStorage) return undefined;
    const probe = 'lockstep:probe';
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return {
      getItem: (key) => localStorage.getItem(key),
      setItem: (key, value) => localStorage.setItem(key, value),
      removeItem: (key) => localStorage.removeItem(key),
      keys: () => Object.keys(localStorage),
    };
  } catch {
    return undefined;
  }
}
