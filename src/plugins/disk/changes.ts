import type { ExerciseId } from '../../grading/verdict.ts';

const interval = 150;

/**
 * Looks at files again and again, and tells which have changed. Editors save by writing, by renaming, or by removing and
 * writing anew, and not every file system reports it (WSL, containers, network drives); a look at the disk sees them all.
 * A change is told once two looks in a row agree, so that no half-written file is.
 */
export function watchFiles(signature: (id: ExerciseId) => Promise<string>) {
  const told = new Map<ExerciseId, string>();
  const seen = new Map<ExerciseId, string>();
  const listeners = new Set<(id: ExerciseId) => void>();
  let timer: NodeJS.Timeout | undefined;

  async function look() {
    for (const [id, last] of told) {
      const now = await signature(id);
      const settled = seen.get(id) === now;
      seen.set(id, now);
      if (now === last || !settled) continue;
      told.set(id, now);
      for (const listener of listeners) listener(id);
    }
    timer = listeners.size > 0 ? setTimeout(look, interval).unref() : undefined;
  }

  return {
    /** From now on, changes to this file are told. Costs one look at the disk per interval, while anybody listens. */
    async include(id: ExerciseId): Promise<void> {
      if (told.has(id)) return;
      const now = await signature(id);
      if (!told.has(id)) told.set(id, now);
    },

    subscribe(listener: (id: ExerciseId) => void): () => void {
      listeners.add(listener);
      timer ??= setTimeout(look, interval).unref();
      return () => void listeners.delete(listener);
    },
  };
}
