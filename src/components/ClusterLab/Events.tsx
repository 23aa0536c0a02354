import { memo, useMemo } from 'react';
import { countWhere } from '../../sim/trace/count-where.ts';
import type { Frames } from '../ClusterStage/frames.ts';
import { sentenceOf } from '../ClusterStage/sentences.ts';
import { InWords } from '../stage/InWords.tsx';

interface EventsProps {
  readonly frames: Frames;
  /** So many events have happened. */
  readonly event: number;
  readonly goTo: (event: number) => void;
}

/** The run as a list, step by step. While it plays, time passes more often than something happens. */
export const Events = memo(function Events({ frames, event, goTo }: EventsProps) {
  const { trace, steps } = frames;
  const moments = useMemo(
    () =>
      steps.map((end, step) => {
        const from = steps[step - 1] ?? 0;
        const events = Array.from({ length: end - from }, (_, index) => from + index);
        return { at: trace.events[from]!.at, events };
      }),
    [trace, steps],
  );
  const at = event === 0 ? undefined : countWhere(steps, (end) => end < event);
  return (
    <InWords
      moments={moments}
      at={at}
      selected={event - 1}
      omitted={trace.omitted}
      tell={(index) => sentenceOf(frames, index)}
      select={(index) => goTo(index + 1)}
    />
  );
});
