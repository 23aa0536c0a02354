import { useCallback, useMemo, useRef, useState } from 'react';
import { tellIntervention, type Intervention } from '../../sim/index.ts';
import { momentAfter } from '../../workbook/lab/moment.ts';
import type { Selection } from '../ClusterStage/ClusterStage.tsx';
import { frameAt, type Frame, type Frames } from '../ClusterStage/frames.ts';
import { moved, type Move } from '../ClusterStage/playhead.ts';
import { usePlaying } from '../ClusterStage/usePlayhead.ts';
import type { LabHands } from './useLab.ts';

/** Where the reader is in a run, what they have chosen, and what they did last. */
export function useDesk(hands: LabHands, frames: Frames, other: Frames | null) {
  const { lab, run, look, act: carryOut } = hands;
  const { moment } = lab;
  const element = useRef<HTMLDivElement>(null);
  const [selected, select] = useState<Selection | null>(null);
  const [done, setDone] = useState('');
  // As long as the run that the reader has changed is not there, they stay where they are.
  const onPlayhead = lab.arrival === null ? look : stay;
  const player = usePlaying({ frames, playhead: moment, onPlayhead, element, endless: true });
  const { pause } = player;

  const frame = useMemo(() => frameAt(frames, moment), [frames, moment]);
  const otherFrame = useMemo((): Frame | null => {
    if (other === null) return null;
    return frameAt(other, moved(other, moment, { do: 'seek', time: moment.time }));
  }, [other, moment]);

  const move = (move: Move) => {
    pause();
    look(moved(frames, moment, move));
  };
  const goTo = useCallback(
    (event: number) => {
      pause();
      if (run) look(momentAfter(run.recording, event));
    },
    [pause, run, look],
  );
  const act = useCallback(
    (what: readonly Intervention[]) => {
      setDone(what.map(tellIntervention).join('; '));
      carryOut(what);
    },
    [carryOut],
  );
  return { element, frame, otherFrame, selected, select, done, player, move, goTo, act };
}

export type DeskHands = ReturnType<typeof useDesk>;

const stay = () => {};
