interface Holder {
  /** This window is the one now. */
  readonly onHeld: () => void;
  /** Another window has taken over, or this one has left. */
  readonly onLost: () => void;
}

/**
 * Among the windows of one browser that ask under the same name, lets one work at a time: the one that took it last, and
 * when that one closes or dies, another. Two windows that both wrote to a file would answer each other's changes for ever.
 * A browser without locks lets every window work.
 */
export function oneWindow(
  name: string,
  { onHeld, onLost }: Holder,
  locks: Pick<LockManager, 'request'> | undefined = globalThis.navigator?.locks,
) {
  /** The request that holds the lock. A stolen one may end before or after the thief begins. */
  let holding: object | undefined;
  let queued: AbortController | undefined;
  let taking = false;
  let left = false;
  let release = () => {};

  function ask(options: LockOptions, onEnd: () => void) {
    const asked = {};
    const hold = () => {
      const before = holding;
      holding = asked;
      taking = false;
      if (!before) onHeld();
      return new Promise<void>((resolve) => (release = resolve));
    };
    const end = () => {
      onEnd();
      if (holding !== asked) return;
      holding = undefined;
      onLost();
      queue();
    };
    if (locks) locks.request(name, options, hold).then(end, end);
    else void hold().then(end);
  }

  function queue() {
    if (left || queued) return;
    queued = new AbortController();
    ask({ signal: queued.signal }, () => (queued = undefined));
  }

  queue();

  return {
    /** Takes it from whichever window has it. */
    take() {
      if (holding || taking || left) return;
      taking = true;
      ask({ steal: true }, () => (taking = false));
    },
    leave() {
      left = true;
      queued?.abort();
      release();
    },
  };
}
