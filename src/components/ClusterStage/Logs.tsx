import clsx from 'clsx';
import { memo } from 'react';
import type { NodeId } from '../../sim/index.ts';
import type { Stage } from './layout.ts';
import { leaderOf, logsOf, type Cell, type LogGrid, type LogRow } from './logs.ts';
import type { NodeFrame } from './node-frame.ts';
import { roleInWords } from './words.ts';
import styles from './drawing.module.css';

interface LogsProps {
  readonly stage: Stage;
  readonly nodes: readonly NodeFrame[];
  readonly longestLog: number;
  readonly selected: NodeId | null;
  /** The nodes of another future. */
  readonly others: readonly NodeFrame[] | null;
}

export const Logs = memo(
  function Logs({ stage, nodes, longestLog, selected, others }: LogsProps) {
    const chosen = nodes.find(({ name, standing }) => name === selected && standing === 'leader');
    const leader = chosen ?? leaderOf(nodes);
    const other = others && new Map(others.map(({ name, server }) => [name, server]));
    const grid = logsOf(stage, nodes, { longestLog, leader: leader?.server ?? null, other });
    return (
      <g>
        <Header stage={stage} grid={grid} />
        {grid.rows.map((row) => (
          <Row
            key={row.node.name}
            {...{ row, stage, grid }}
            selected={row.node.name === selected}
            isLeader={row.node === leader}
          />
        ))}
      </g>
    );
  },
  (before, now) =>
    before.stage === now.stage &&
    before.longestLog === now.longestLog &&
    before.selected === now.selected &&
    sameServers(before.nodes, now.nodes) &&
    (before.others === now.others ||
      (before.others !== null && now.others !== null && sameServers(before.others, now.others))),
);

/** Logs change with events only, and sixty times a second nothing happens. */
const sameServers = (before: readonly NodeFrame[], now: readonly NodeFrame[]): boolean =>
  before.every(
    ({ server, status, standing }, index) =>
      server === now[index]!.server && status === now[index]!.status && standing === now[index]!.standing,
  );

function Header({ stage: { logs }, grid }: { stage: Stage; grid: LogGrid }) {
  const y = logs.y + 14;
  const every = grid.cell < 26 && grid.columns.length > 10 ? 2 : 1;
  return (
    <>
      <text className={styles.before} x={logs.x} y={y}>
        {grid.first > 1 ? `${grid.first - 1} before` : 'log'}
      </text>
      {grid.columns.map(({ index, x }) => (
        <text key={index} className={styles.caption} x={x + grid.cell / 2} y={y}>
          {index % every === 0 ? index : ''}
        </text>
      ))}
    </>
  );
}

interface RowProps {
  readonly row: LogRow;
  readonly stage: Stage;
  readonly grid: LogGrid;
  readonly selected: boolean;
  readonly isLeader: boolean;
}

function Row({ row, stage, grid, selected, isLeader }: RowProps) {
  const { logs, compact } = stage;
  const { node, y, cells, folded, endsAt } = row;
  const middle = y + logs.rowHeight / 2 - 1;
  const top = middle - cellHeight / 2;
  return (
    <g className={clsx(styles.row, node.status === 'down' && styles.gone)} data-node={node.name}>
      <rect
        className={clsx(styles.rowBack, selected && styles.rowChosen)}
        x={logs.x - 8}
        y={y + 1}
        width={logs.width + 14}
        height={logs.rowHeight - 2}
        rx={6}
      />
      <RowHead node={node} x={logs.x} y={middle} compact={compact} />
      {grid.columns.map(({ index, x }) => (
        <rect
          key={index}
          className={styles.slot}
          x={x + 1.5}
          y={top}
          width={grid.cell - 3}
          height={cellHeight}
          rx={3}
        />
      ))}
      {folded && (
        <g className={styles.folded}>
          <path d={foldedBlock(folded.x + 1.5, top, folded.width - 3)} />
          <text x={folded.x + folded.width / 2} y={middle + 4.5}>
            {folded.width > 84 ? `snapshot to ${folded.upTo}` : folded.width > 34 ? `to ${folded.upTo}` : ''}
          </text>
        </g>
      )}
      {endsAt !== null && (
        <text className={styles.ends} x={grid.columns[0]!.x + 2} y={middle + 4.5}>
          {endsAt === 0 ? 'empty' : `ends at ${endsAt}`}
        </text>
      )}
      <Cells {...{ cells, top }} width={grid.cell} />
      <Marks row={row} top={top} isLeader={isLeader} />
    </g>
  );
}

interface CellsProps {
  readonly cells: readonly Cell[];
  readonly top: number;
  readonly width: number;
}

function Cells({ cells, top, width }: CellsProps) {
  const middle = top + cellHeight / 2;
  return cells.map(({ index, x, term, committed, words, differs }) => (
    <g key={index} className={clsx(styles.cell, committed && styles.solid)} data-term={term % 6}>
      <rect x={x + 1.5} y={top} width={width - 3} height={cellHeight} rx={3} />
      <text x={x + width / 2} y={middle + (words === '' ? 4.8 : 0.5)}>
        {term}
      </text>
      {words !== '' && (
        <text className={styles.says} x={x + width / 2} y={middle + 10.5}>
          {words}
        </text>
      )}
      {differs && <path className={styles.differs} d={`M${x + width - 9} ${top}h7.5v7.5Z`} />}
    </g>
  ));
}

const cellHeight = 27;

/** What is committed and applied, below the entries; what the leader thinks of this log, above. */
function Marks({
  row: { committed, applied, match, next },
  top,
  isLeader,
}: {
  row: LogRow;
  top: number;
  isLeader: boolean;
}) {
  const under = top + cellHeight + 4;
  return (
    <>
      {committed && (
        <path className={styles.committed} d={`M${committed.from + 2} ${under}H${committed.to - 2}`} />
      )}
      {applied !== null && <path className={styles.applied} d={`M${applied} ${under - 3}l4.5 7h-9Z`} />}
      {!isLeader && match !== null && <circle className={styles.match} cx={match} cy={top - 4.5} r={2.6} />}
      {!isLeader && next !== null && (
        <path className={styles.next} d={`M${next - 4} ${top - 7.5}h8l-4 5.5Z`} />
      )}
    </>
  );
}

function RowHead({ node, x, y, compact }: { node: NodeFrame; x: number; y: number; compact: boolean }) {
  const { name, server, status } = node;
  const vote = server?.votedFor != null && status !== 'down' ? `, vote ${server.votedFor}` : '';
  return (
    <>
      <text className={styles.rowName} x={x} y={y - 3}>
        <tspan className={styles.name}>{name}</tspan>
        {!compact && (
          <tspan className={styles[`word-${node.standing ?? node.status}`]}>
            {' '}
            {node.status === 'paused' ? 'paused' : roleInWords(node)}
          </tspan>
        )}
      </text>
      <text className={styles.rowNote} x={x} y={y + 13}>
        {compact ? shortRole(node) : server ? `term ${server.currentTerm}${vote}` : ''}
      </text>
    </>
  );
}

const shortRole = (node: NodeFrame): string => {
  if (node.status !== 'up') return node.status;
  return node.standing === 'pre-candidate' ? 'pre-cand.' : (node.standing ?? '');
};

/** A block whose corner is folded in. */
const foldedBlock = (x: number, y: number, width: number): string =>
  `M${x} ${y}h${Math.max(2, width - 7)}l7 7v${cellHeight - 7}h${-Math.max(9, width)}Z`;
