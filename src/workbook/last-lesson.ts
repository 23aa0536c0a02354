import type { OpenedLesson } from './map.ts';
import { browserStorage, type Storage } from './storage.ts';

const key = 'lockstep:v1:last-lesson';

/** Remembers the lesson that was opened last. A browser that forbids storage, or has none left, forgets it. */
export function createLastLesson(storage: Storage | undefined) {
  return {
    read(): OpenedLesson | undefined {
      try {
        const opened: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
        return isOpenedLesson(opened) ? opened : undefined;
      } catch {
        return undefined;
      }
    },
    save(opened: OpenedLesson): void {
      try {
        storage?.setItem(key, JSON.stringify(opened));
      } catch {
        // Storage is full. What the learner wrote says so where it matters.
      }
    },
  };
}

let shared: ReturnType<typeof createLastLesson> | undefined;

export const lastLesson = () => (shared ??= createLastLesson(browserStorage()));

function isOpenedLesson(value: unknown): value is OpenedLesson {
  const opened = value as OpenedLesson | null;
  return (
    typeof opened === 'object' &&
    opened !== null &&
    typeof opened.title === 'string' &&
    typeof opened.path === 'string' &&
    opened.path.startsWith('/') &&
    typeof opened.openedAt === 'number'
  );
}
