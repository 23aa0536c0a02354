import { memoryStorage, type Storage } from './storage.ts';

/** Storages of several tabs over the same items, as localStorage is: a tab hears what another one wrote once `deliver` runs. */
export function tabs(count: number, items: Storage = memoryStorage()) {
  const listeners: (() => void)[][] = Array.from({ length: count }, () => []);
  const waiting = new Set<number>();
  const tab = (own: number): Storage => {
    const changed = () => listeners.forEach((_, other) => other !== own && waiting.add(other));
    return {
      ...items,
      setItem(key, value) {
        items.setItem(key, value);
        changed();
      },
      removeItem(key) {
        items.removeItem(key);
        changed();
      },
      onElsewhere: (listener) => void listeners[own]!.push(listener),
    };
  };
  return {
    storages: Array.from({ length: count }, (_, own) => tab(own)),
    deliver() {
      while (waiting.size > 0) {
        const [next] = waiting;
        waiting.delete(next!);
        listeners[next!]!.forEach((listener) => listener());
      }
    },
  };
}

/** A storage with room for so many characters, as a browser's is. */
export function smallStorage(room: number, initial: Readonly<Record<string, string>> = {}): Storage {
  const items = memoryStorage(initial);
  const used = () => items.keys().reduce((sum, key) => sum + key.length + items.getItem(key)!.length, 0);
  return {
    ...items,
    setItem(key, value) {
      const before = items.getItem(key);
      items.setItem(key, value);
      if (used() <= room) return;
      if (before === null) items.removeItem(key);
      else items.setItem(key, before);
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    },
  };
}

export const itemsOf = (storage: Storage): Record<string, string> =>
  Object.fromEntries(storage.keys().map((key) => [key, storage.getItem(key)!]));
