import { ClusterDetails } from '../ClusterStage/ClusterDetails.tsx';
import { ClusterKey } from '../ClusterStage/ClusterKey.tsx';
import { ClusterList } from '../ClusterStage/ClusterList.tsx';
import type { Frames } from '../ClusterStage/frames.ts';
import { Tabs } from '../stage/Tabs.tsx';
import { Events } from './Events.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { OwnPanel } from './OwnPanel.tsx';
import { ScriptPanel } from './ScriptPanel.tsx';
import type { DeskHands } from './useDesk.ts';
import type { LabHands } from './useLab.ts';
import styles from './Lab.module.css';

interface KnowledgeProps {
  readonly hands: LabHands;
  readonly desk: DeskHands;
  readonly frames: Frames;
  readonly page: boolean;
}

/** All that is known of a run, a panel at a time. */
export function Knowledge({ hands, desk, frames, page }: KnowledgeProps) {
  const { moment } = hands.lab;
  const { selected, select, goTo } = desk;
  return (
    <div className={styles.known}>
      <Tabs
        label="About this run"
        panels={[
          { name: 'Events', show: () => <Events {...{ frames, goTo }} event={moment.event} /> },
          { name: 'Chosen', show: () => <ClusterDetails {...{ frames, selected }} playhead={moment} /> },
          {
            name: 'All',
            show: () => <ClusterList {...{ frames, selected }} playhead={moment} onSelect={select} />,
          },
          { name: 'Script', show: () => <ScriptPanel hands={hands} page={page} /> },
          { name: 'My node', show: () => <OwnPanel hands={hands} /> },
          { name: 'Signs', show: () => <ClusterKey /> },
          { name: 'Keys', show: () => <KeysPanel /> },
        ]}
      />
    </div>
  );
}
