import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useReducedMotion } from '../stage/useReducedMotion.ts';
import { useInView } from '../useInView.ts';
import type { Frames, Playhead } from './frames.ts';
import { at, beginning, isOver, later, lookMs, moved, type Move, type Pace } from './playhead.ts';

export interface Player {
  readonly playing: boolean;
  readonly pace: Pace;
  toggle(): void;
  pause(): void;
  setPace(pace: Pace): void;
}

export interface Playing {
  readonly frames: Frames;
  readonly playhead: Playhead;
  readonly onPlayhead: (playhead: Playhead) => void;
  /** While it is out of sight, nothing is played. */
  readonly element: RefObject<Element | null>;
  readonly pace?: Pace;
  /** Whether a run that is over may go on: it is waited for. */
  readonly endless?: boolean;
}

/**
 * Moves a playhead while the run is played, with each frame of the screen, and only then. For those who want no motion it goes from
 * step to step, and stands still in between.
 */
export function usePlaying({ endless = false, pace: opening = 0.5, ...playing }: Playing): Player {
  const { frames, playhead, element } = playing;
  const [wanted, setWanted] = useState(false);
  const [pace, setPace] = useState(opening);
  const still = useReducedMotion();
  const inView = useInView(element);
  const over = isOver(frames, playhead);
  const isPlaying = wanted && (endless || !over);
  const now = useRef({ ...playing, pace });
  now.current = { ...playing, pace };

  useEffect(() => {
    if (!isPlaying || !inView || over) return;
    if (!still) return glide(now);
    const timer = setInterval(() => {
      const { frames, playhead, onPlayhead } = now.current;
      onPlayhead(moved(frames, playhead, { do: 'step', by: 1 }));
    }, lookMs(pace));
    return () => clearInterval(timer);
  }, [isPlaying, inView, over, still, pace]);

  const toggle = useCallback(() => {
    if (!isPlaying && over && !endless) now.current.onPlayhead(beginning);
    setWanted(!isPlaying);
  }, [isPlaying, over, endless]);
  const pause = useCallback(() => setWanted(false), []);
  return { playing: isPlaying, pace, toggle, pause, setPace };
}

/** No frame counts as longer than this: a page that hung for a second would otherwise skip what came in it. */
const longestMs = 100;

function glide(now: RefObject<Playing & { readonly pace: Pace }>): () => void {
  let before: number | undefined;
  let stood = 0;
  let frame = requestAnimationFrame(function next(time) {
    const { frames, playhead, onPlayhead, pace } = now.current;
    if (before !== undefined) {
      const glided = later(frames, { playhead, stood }, Math.min(longestMs, time - before), pace);
      stood = glided.stood;
      onPlayhead(glided.playhead);
    }
    before = time;
    frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}

/** A playhead of one's own, and what moves it. */
export function usePlayhead(
  frames: Frames,
  element: RefObject<Element | null>,
  { opening = beginning, ...rest }: { readonly opening?: Playhead; readonly pace?: Pace } = {},
) {
  const [playhead, onPlayhead] = useState(opening);
  const [seen, setSeen] = useState(frames);
  // In another run, other events have happened by this time.
  if (seen !== frames) {
    setSeen(frames);
    if (seen.index !== frames.index) onPlayhead(at(frames, playhead.time));
  }
  const player = usePlaying({ frames, playhead, onPlayhead, element, ...rest });
  const { pause } = player;
  /** By the reader's hand: it ends the playing. */
  const move = useCallback(
    (move: Move) => {
      pause();
      onPlayhead((playhead) => moved(frames, playhead, move));
    },
    [frames, pause],
  );
  return { ...player, playhead, move };
}
