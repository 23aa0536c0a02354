import { useCallback, useEffect, useRef, useState } from 'react';
import { findDoor } from '../../workbook/disk-door.ts';
import type { DiskState } from '../../workbook/disk-link.ts';
import type { OpenDisk } from '../../workbook/disk-open.ts';
import type { Side } from '../../workbook/disk-sync.ts';

export interface DiskOptions {
  readonly id: string;
  readonly stub: string;
  /** True once `code` gives what the learner left here, and `replace` stores what it shows. */
  readonly ready: boolean;
  /** Rises whenever the code was replaced by anything but typing. */
  readonly edition: number;
  readonly code: () => string;
  /** Shows the file's text. What the editor had before must stay in the history. */
  readonly replace: (text: string) => void;
}

export interface ExerciseDisk {
  /** True where the dev server gives the page a way to the file: under `npm start`, and nowhere else. */
  readonly here: boolean;
  readonly state: DiskState;
  /** To be called when the learner has typed. */
  readonly edited: () => void;
  readonly choose: (side: Side) => void;
}

/** A build has no file to speak to, and the bundler leaves the way to it out. */
const load =
  process.env.NODE_ENV === 'production'
    ? undefined
    : () => import(/* webpackChunkName: "lockstep-disk" */ '../../workbook/disk-open.ts');

/** Joins an editor to its file in `exercises/`, where the dev server has put a door to it into the page. */
export function useDisk(options: DiskOptions): ExerciseDisk {
  const { id, stub, ready, edition } = options;
  const [door] = useState(() => (load && typeof document !== 'undefined' ? findDoor() : undefined));
  const [state, setState] = useState<DiskState>({ kind: 'absent' });
  const open = useRef<OpenDisk>(undefined);
  const latest = useRef(options);
  useEffect(() => void (latest.current = options));

  useEffect(() => {
    if (!load || !door || !ready) return;
    let closed = false;
    void load().then(({ openDisk }) => {
      if (closed) return;
      open.current = openDisk(door, {
        id,
        stub,
        page: { code: () => latest.current.code(), replace: (text) => latest.current.replace(text) },
        onState: (state) => !closed && setState(state),
      });
    });
    return () => {
      closed = true;
      open.current?.close();
      open.current = undefined;
    };
  }, [door, id, stub, ready]);

  useEffect(() => open.current?.edited(), [edition]);

  return {
    here: door !== undefined,
    state,
    edited: useCallback(() => open.current?.edited(), []),
    choose: useCallback((side: Side) => open.current?.choose(side), []),
  };
}
