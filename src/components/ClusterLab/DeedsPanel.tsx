import clsx from 'clsx';
import type { Intervention, NodeId, Scenario } from '../../sim/index.ts';
import { readDeed } from '../../workbook/lab/command.ts';
import {
  deedsOnMachine,
  deedsOnMessage,
  deedsOnServer,
  toggleLink,
  type Deed,
} from '../../workbook/lab/deeds.ts';
import type { Cut } from '../ClusterStage/facts.ts';
import { Ask, Line } from './AskAndLine.tsx';
import type { ChosenThing } from './chosen.ts';
import controls from './controls.module.css';
import styles from './Bench.module.css';

interface DeedsPanelProps {
  readonly chosen: ChosenThing;
  readonly act: (what: readonly Intervention[]) => void;
  readonly nodes: readonly NodeId[];
  readonly cuts: readonly Cut[];
  /** What is done now begins another future. */
  readonly forks: boolean;
  readonly system: Scenario;
  /** Who asks in the reader’s name next. */
  readonly client: NodeId;
  /** What was done last. */
  readonly done: string;
  readonly onUndo?: () => void;
}

/** What the reader can do at this moment: to what they have chosen, and to all. */
export function DeedsPanel(props: DeedsPanelProps) {
  const { chosen, act, nodes, cuts, forks, system, client, done, onUndo } = props;
  const to = chosen?.kind === 'server' ? chosen.server.node : null;
  return (
    <div className={clsx(controls.controls, styles.deeds)}>
      <div className={styles.chosen}>
        {chosen === null && <Nothing act={act} anyCut={cuts.length > 0} />}
        {chosen?.kind === 'server' && (
          <>
            <p className={controls.title}>
              <b>{chosen.server.node}</b> {chosen.words}
            </p>
            <Deeds deeds={deedsOnMachine(chosen.server)} act={act} />
            <Deeds deeds={deedsOnServer(chosen.server)} act={act} />
            <Links node={chosen.server.node} {...{ nodes, cuts, act }} />
          </>
        )}
        {chosen?.kind === 'message' && (
          <>
            <p className={controls.title}>{chosen.words}</p>
            <Deeds deeds={deedsOnMessage(chosen.message)} act={act} />
          </>
        )}
      </div>
      <Ask {...{ nodes, act, to, system, client }} />
      <Line {...{ nodes, act, system }} />
      <p className={styles.last}>
        {forks ? (
          <>What you do here begins another future. The one you have seen stays beside it.</>
        ) : done === '' ? (
          <>What you do is done at this moment of the run.</>
        ) : (
          <span role="status">Done: {done}.</span>
        )}{' '}
        {onUndo && (
          <button type="button" className={controls.quiet} onClick={onUndo}>
            Undo
          </button>
        )}
      </p>
    </div>
  );
}

function Deeds({
  deeds,
  act,
}: {
  readonly deeds: readonly Deed[];
  readonly act: (what: readonly Intervention[]) => void;
}) {
  return (
    <div className={controls.buttons}>
      {deeds.map(({ label, key, does }) => (
        <button key={key} type="button" aria-keyshortcuts={key} onClick={() => act(does)}>
          {label}
        </button>
      ))}
    </div>
  );
}

/** Both directions of each link of a server. */
function Links({
  node,
  nodes,
  cuts,
  act,
}: { readonly node: NodeId } & Pick<DeedsPanelProps, 'nodes' | 'cuts' | 'act'>) {
  const cut = new Set(cuts.map(({ from, to }) => `${from} ${to}`));
  const toggle = (from: NodeId, to: NodeId) => {
    const isCut = cut.has(`${from} ${to}`);
    return (
      <button
        type="button"
        aria-pressed={!isCut}
        aria-label={`Messages from ${from} to ${to} pass`}
        onClick={() => act([toggleLink(from, to, isCut)])}
      >
        {from === node ? `to ${to}` : `from ${from}`}
      </button>
    );
  };
  return (
    <div className={styles.links} role="group" aria-label={`Links of ${node}`}>
      {nodes
        .filter((other) => other !== node)
        .map((other) => (
          <span key={other}>
            {toggle(node, other)}
            {toggle(other, node)}
          </span>
        ))}
    </div>
  );
}

const latencies = ['latency 5ms to 15ms', 'latency 10ms', 'latency 30ms to 90ms', 'latency about 20ms'];
const losses = ['loss 0%', 'loss 10%', 'loss 30%'];

function Nothing({
  act,
  anyCut,
}: {
  readonly act: (what: readonly Intervention[]) => void;
  readonly anyCut: boolean;
}) {
  return (
    <>
      <p className={controls.title}>Choose a server, or a message on its way, in the picture.</p>
      <div className={controls.buttons}>
        <Setting label="Latency from now on" lines={latencies} act={act} />
        <Setting label="Loss from now on" lines={losses} act={act} />
        <button
          type="button"
          aria-keyshortcuts="h"
          aria-disabled={!anyCut}
          onClick={() => act([{ kind: 'heal-all' }])}
        >
          Heal every link
        </button>
      </div>
    </>
  );
}

/** Settings as the scenario language writes them. */
function Setting({
  label,
  lines,
  act,
}: {
  readonly label: string;
  readonly lines: readonly string[];
  readonly act: (what: readonly Intervention[]) => void;
}) {
  return (
    <select
      aria-label={label}
      value=""
      onChange={({ currentTarget }) => act([readDeed(currentTarget.value, {})])}
    >
      <option value="" disabled>
        {label}
      </option>
      {lines.map((line) => (
        <option key={line} value={line}>
          {line}
        </option>
      ))}
    </select>
  );
}
