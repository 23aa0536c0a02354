import type { Frame } from './frames.ts';
import type { Stage } from './layout.ts';
import { Links } from './Links.tsx';
import { leaderOf } from './logs.ts';
import { Logs } from './Logs.tsx';
import { Messages } from './Messages.tsx';
import { Nodes } from './Nodes.tsx';
import type { Mark } from './shapes.ts';
import styles from './drawing.module.css';

export interface PictureProps {
  readonly stage: Stage;
  readonly frame: Frame;
  readonly marks: readonly Mark[];
  readonly longestLog: number;
  readonly selectedNode: string | null;
  readonly selectedMark: Mark | null;
  /** The same moment of another future. */
  readonly compare: Frame | null;
  readonly different: ReadonlySet<string>;
}

/** The cluster at one moment, as an SVG's contents. */
export function Picture(props: PictureProps) {
  const { stage, frame, marks, longestLog, selectedNode, selectedMark, compare, different } = props;
  return (
    <>
      <Links stage={stage} cuts={frame.cuts} />
      {stage.clients.map(({ name, x, y }) => (
        <g key={name} className={styles.client}>
          <rect x={x - 17} y={y - 12} width={34} height={24} rx={12} />
          <text x={x} y={y + 4.5}>
            {name}
          </text>
        </g>
      ))}
      <Nodes
        stage={stage}
        nodes={frame.nodes}
        members={leaderOf(frame.nodes)?.server?.members ?? null}
        selected={selectedNode}
        different={different}
      />
      <Messages marks={marks} />
      {selectedMark && <circle className={styles.chosen} cx={selectedMark.x} cy={selectedMark.y} r={13} />}
      <Logs
        stage={stage}
        nodes={frame.nodes}
        longestLog={longestLog}
        selected={selectedNode}
        others={compare?.nodes ?? null}
      />
    </>
  );
}
