import { shownOf, type Which } from '../../workbook/lab/lab.ts';
import { ClusterStage } from '../ClusterStage/ClusterStage.tsx';
import type { Frames } from '../ClusterStage/frames.ts';
import type { DeskHands } from './useDesk.ts';
import type { LabHands } from './useLab.ts';
import styles from './Lab.module.css';

interface StagesProps {
  readonly hands: LabHands;
  readonly desk: DeskHands;
  readonly frames: Frames;
  readonly other: Frames | null;
  /** Both futures at the same time. */
  readonly beside: boolean;
}

/** The cluster at the moment that the reader looks at; in both futures, if they like. */
export function Stages({ hands, desk, frames, other, beside }: StagesProps) {
  const { frame, otherFrame, selected, select, player } = desk;
  const label = `Cluster of ${frame.nodes.length} servers`;
  const shown = (
    <ClusterStage
      {...{ frames, selected, label }}
      playhead={hands.lab.moment}
      onSelect={select}
      compare={otherFrame}
      playing={player.playing}
    />
  );
  if (!beside || other === null || otherFrame === null) return shown;
  const which = shownOf(hands.lab);
  const second = (
    <ClusterStage
      frames={other}
      playhead={otherFrame}
      label={`${label}, the other future`}
      compare={frame}
      playing
    />
  );
  return (
    <div className={styles.stages}>
      {(['first', 'second'] as const).map((each) => (
        <div key={each} data-shown={each === which}>
          <p className={styles.caption}>{nameOf[each]}</p>
          {each === which ? shown : second}
        </div>
      ))}
    </div>
  );
}

export const nameOf: Readonly<Record<Which, string>> = { first: 'First future', second: 'Second future' };
