import clsx from 'clsx';
import type { Place, Stage } from './layout.ts';
import type { NodeFrame, TimerFrame } from './node-frame.ts';
import { arc, crossAt } from './shapes.ts';
import { roleInWords } from './words.ts';
import styles from './drawing.module.css';

interface NodesProps {
  readonly stage: Stage;
  readonly nodes: readonly NodeFrame[];
  /** Who belongs to the cluster; null when nobody says so. */
  readonly members: readonly string[] | null;
  readonly selected: string | null;
  /** Nodes that are not the same in another future. */
  readonly different: ReadonlySet<string>;
}

export function Nodes({ stage, nodes, members, selected, different }: NodesProps) {
  return nodes.map((node, index) => (
    <Node
      key={node.name}
      {...{ node }}
      place={stage.nodes[index]!}
      radius={stage.radius}
      outside={members !== null && !members.includes(node.name)}
      selected={selected === node.name}
      different={different.has(node.name)}
      size={members?.length ?? nodes.length}
    />
  ));
}

interface NodeProps {
  readonly node: NodeFrame;
  readonly place: Place;
  readonly radius: number;
  readonly outside: boolean;
  readonly selected: boolean;
  readonly different: boolean;
  /** How many votes there could be. */
  readonly size: number;
}

function Node({ node, place: { x, y, name }, radius, outside, selected, different, size }: NodeProps) {
  const { status, standing, server } = node;
  const timer = timerShown(node);
  return (
    <g className={clsx(styles.node, styles[standing ?? status], outside && styles.outside)} data-node={name}>
      {selected && <circle className={styles.chosen} cx={x} cy={y} r={radius + 12} />}
      {status !== 'down' && <circle className={styles.track} cx={x} cy={y} r={radius + 6} />}
      {timer && timer.portion > 0 && (
        <path
          className={clsx(styles.timer, isElection(timer) || styles.beat)}
          d={arc(x, y, radius + 6, timer.portion)}
        />
      )}
      <circle className={styles.body} cx={x} cy={y} r={radius} />
      {standing === 'leader' && <circle className={styles.inner} cx={x} cy={y} r={radius - 4.5} />}
      {status === 'down' && <path className={styles.cross} d={crossAt(x, y, radius * 0.72)} />}
      {server && (
        <>
          <text className={styles.caption} x={x} y={y - radius * 0.32}>
            term
          </text>
          <text className={styles.term} x={x} y={y + radius * 0.38}>
            {server.currentTerm}
          </text>
        </>
      )}
      {status === 'paused' && (
        <g className={styles.badge} transform={`translate(${x + radius * 0.78} ${y - radius * 0.78})`}>
          <circle r={10} />
          <path d="M-3 -4v8M3 -4v8" />
        </g>
      )}
      {different && (
        <g className={styles.badge} transform={`translate(${x - radius * 0.78} ${y - radius * 0.78})`}>
          <circle r={10} />
          <path d="M-4 -2h8M-4 2h8M2.5 -5l-5 10" />
        </g>
      )}
      <text className={styles.label} x={x} y={y + radius + 23}>
        <tspan className={styles.name}>{name}</tspan> {outside ? 'not a member' : roleInWords(node)}
      </text>
      {server !== null && status !== 'down' && server.votes.length > 0 && (
        <Votes x={x} y={y + radius + 34} votes={server.votes.length} of={size} />
      )}
    </g>
  );
}

/** One dot for each server that could vote, and those filled that did. */
function Votes({ x, y, votes, of }: { x: number; y: number; votes: number; of: number }) {
  const start = x - ((of - 1) * 10) / 2;
  return Array.from({ length: of }, (_, index) => (
    <circle
      key={index}
      className={clsx(styles.pip, index < votes && styles.voted)}
      cx={start + index * 10}
      cy={y}
      r={3.2}
    />
  ));
}

/** The one that is most to be watched: a leader’s next heartbeat, and how long all others still wait for one. */
function timerShown({ timers, standing }: NodeFrame): TimerFrame | undefined {
  const election = standing === 'leader' ? undefined : timers.find(isElection);
  return election ?? [...timers].sort((a, b) => a.due - b.due)[0];
}

const isElection = ({ name }: TimerFrame): boolean => /elect/i.test(name);
