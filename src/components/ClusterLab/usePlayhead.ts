import { useEffect, useRef } from 'react';
import { later, lookMs, moved, type Pace } from '../ClusterStage/playhead.ts';
import type { Frames, Playhead } from '../ClusterStage/frames.ts';

interface Playing {
  readonly frames: Frames | undefined;
  readonly playhead: Playhead;
  readonly playing: boolean;
  readonly pace: Pace;
  /** The reader wants no motion: it goes from step to step. */
  readonly still: boolean;
  readonly look: (playhead: Playhead) => void;
}

/** Moves the playhead while it plays. */
export function usePlayhead(state: Playing): void {
  const latest = useRef(state);
  latest.current = state;
  const { playing, still, pace } = state;

  useEffect(() => {
    if (!playing || !still) return;
    const timer = setInterval(() => {
      const { frames, playhead, look } = latest.current;
      if (frames) look(moved(frames, playhead, { do: 'step', by: 1 }));
    }, lookMs(pace));
    return () => clearInterval(timer);
  }, [playing, still, pace]);

  useEffect(() => {
    if (!playing || still) return;
    let last: number | undefined;
    let stood = 0;
    let request = requestAnimationFrame(function beat(now) {
      const { frames, playhead, look } = latest.current;
      // A page that was hidden has not been watched.
      const ms = Math.min(100, now - (last ?? now));
      last = now;
      if (frames) {
        const glide = later(frames, { playhead, stood }, ms, pace);
        stood = glide.stood;
        look(glide.playhead);
      }
      request = requestAnimationFrame(beat);
    });
    return () => cancelAnimationFrame(request);
  }, [playing, still, pace]);
}
