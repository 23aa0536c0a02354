import { useMemo } from 'react';
import { countWhere } from '../../sim/trace/count-where.ts';
import { InWords } from '../stage/InWords.tsx';
import type { Frames } from './frames.ts';
import { sentenceOf } from './sentences.ts';

interface StoryProps {
  readonly frames: Frames;
  /** How many events have happened. */
  readonly event: number;
  readonly onEvent: (event: number) => void;
}

/** Every event of the run in a sentence. */
export function Story({ frames, event, onEvent }: StoryProps) {
  const { steps, trace } = frames;
  const moments = useMemo(
    () =>
      steps.map((end, index) => {
        const start = steps[index - 1] ?? 0;
        return {
          at: trace.events[start]!.at,
          events: Array.from({ length: end - start }, (_, nth) => start + nth),
        };
      }),
    [steps, trace],
  );
  return (
    <InWords
      moments={moments}
      at={event === 0 ? undefined : countWhere(steps, (step) => step < event)}
      selected={event === 0 ? null : event - 1}
      omitted={trace.omitted}
      tell={(event) => sentenceOf(frames, event)}
      select={(event) => onEvent(event + 1)}
    />
  );
}
