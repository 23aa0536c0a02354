import { useEffect, useState } from 'react';

export interface Play {
  readonly playing: boolean;
  toggle(): void;
  pause(): void;
}

/** Calls `beat` again and again while it plays, and stops by itself once there is nothing left to play. */
export function usePlay(beat: () => void, done: boolean, beatMs: number): Play {
  const [wanted, setWanted] = useState(false);
  const playing = wanted && !done;

  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(beat, beatMs);
    return () => clearTimeout(timer);
  });

  return { playing, toggle: () => setWanted(!playing), pause: () => setWanted(false) };
}
