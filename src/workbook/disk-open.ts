import { connectDisk, type Disk } from './disk.ts';
import type { Door } from './disk-door.ts';
import { linkExercise, type LinkOptions } from './disk-link.ts';
import type { Side } from './disk-sync.ts';
import { oneWindow } from './one-window.ts';
import { browserStorage } from './storage.ts';

let disk: Disk | undefined;

/** An editor of this page, joined to its file for as long as the page shows it and the learner uses this window. */
export interface OpenDisk {
  /** The page's code may have changed. */
  edited(): void;
  choose(side: Side): void;
  close(): void;
}

export function openDisk(door: Door, options: Omit<LinkOptions, 'disk' | 'memory'>): OpenDisk {
  disk ??= connectDisk(door);
  const key = `lockstep:disk:${door.place}:${options.id}`;
  const link = linkExercise({ ...options, disk, memory: remember(key) });
  const turn = oneWindow(key, { onHeld: link.begin, onLost: link.rest });
  if (document.hasFocus()) turn.take();

  const ended = new AbortController();
  const { signal } = ended;
  for (const use of ['focus', 'pointerdown', 'keydown'])
    addEventListener(use, turn.take, { signal, capture: true });
  // Whoever goes to a terminal to run the tests goes within less than the pause after the last key.
  addEventListener('blur', () => link.flush(), { signal });
  addEventListener('pagehide', () => link.flush(true), { signal });
  return {
    edited: link.edited,
    choose: link.choose,
    close() {
      link.flush(true);
      ended.abort();
      turn.leave();
    },
  };
}

function remember(key: string): LinkOptions['memory'] {
  const storage = browserStorage();
  return {
    read: () => storage?.getItem(key) ?? undefined,
    write(code) {
      try {
        storage?.setItem(key, code);
      } catch {
        storage?.removeItem(key); // full: nothing remembered is better than something that is not so
      }
    },
  };
}
