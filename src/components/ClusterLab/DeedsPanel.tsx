import { useId, useState, type FormEvent } from 'react';
import { systemFor } from '../../raft/setup.ts';
import type { Intervention, NodeId, Scenario } from '../../sim/index.ts';
import { readDeed } from '../../workbook/lab/command.ts';
import {
  asks,
  client,
  deedsOnMachine,
  deedsOnMessage,
  deedsOnServer,
  toggleLink,
  type Deed,
} from '../../workbook/lab/deeds.ts';
import type { Cut } from '../ClusterStage/facts.ts';
import type { ChosenThing } from './chosen.ts';
import styles from './Lab.module.css';

interface DeedsPanelProps {
  readonly chosen: ChosenThing;
  readonly act: (what: Intervention) => void;
  readonly nodes: readonly NodeId[];
  readonly cuts: readonly Cut[];
  /** What is done now begins another future. */
  readonly forks: boolean;
  readonly system: Scenario;
  /** What was done last. */
  readonly done: string;
  readonly onUndo?: () => void;
}

/** What the reader can do at this moment: to what they have chosen, and to all. */
export function DeedsPanel({ chosen, act, nodes, cuts, forks, system, done, onUndo }: DeedsPanelProps) {
  const to = chosen?.kind === 'server' ? chosen.server.node : null;
  return (
    <div className={styles.deeds}>
      <div className={styles.chosen}>
        {chosen === null && <Nothing act={act} anyCut={cuts.length > 0} />}
        {chosen?.kind === 'server' && (
          <>
            <p className={styles.title}>
              <b>{chosen.server.node}</b> {chosen.words}
            </p>
            <Deeds deeds={deedsOnMachine(chosen.server)} act={act} />
            <Deeds deeds={deedsOnServer(chosen.server)} act={act} />
            <Links node={chosen.server.node} {...{ nodes, cuts, act }} />
          </>
        )}
        {chosen?.kind === 'message' && (
          <>
            <p className={styles.title}>{chosen.words}</p>
            <Deeds deeds={deedsOnMessage(chosen.message)} act={act} />
          </>
        )}
      </div>
      <Ask {...{ nodes, act, to, system }} />
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
          <button type="button" className={styles.quiet} onClick={onUndo}>
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
  readonly act: (what: Intervention) => void;
}) {
  return (
    <div className={styles.buttons}>
      {deeds.map(({ label, key, what }) => (
        <button key={key} type="button" aria-keyshortcuts={key} onClick={() => act(what)}>
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
        onClick={() => act(toggleLink(from, to, isCut))}
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

function Nothing({ act, anyCut }: { readonly act: (what: Intervention) => void; readonly anyCut: boolean }) {
  return (
    <>
      <p className={styles.title}>Choose a server, or a message on its way, in the picture.</p>
      <div className={styles.buttons}>
        <Setting label="Latency from now on" lines={latencies} act={act} />
        <Setting label="Loss from now on" lines={losses} act={act} />
        <button
          type="button"
          aria-keyshortcuts="h"
          aria-disabled={!anyCut}
          onClick={() => act({ kind: 'heal-all' })}
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
  readonly act: (what: Intervention) => void;
}) {
  return (
    <select
      aria-label={label}
      value=""
      onChange={({ currentTarget }) => act(readDeed(currentTarget.value, {}))}
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

type FormProps = Pick<DeedsPanelProps, 'nodes' | 'act' | 'system'>;

/** A client’s command, to the chosen server, or to one that is chosen here. */
function Ask({ nodes, act, to, system }: FormProps & { readonly to: NodeId | null }) {
  const [words, setWords] = useState('set x 1');
  const [server, setServer] = useState<NodeId>(nodes[0]!);
  const [problem, setProblem] = useState('');
  const [id, trouble] = [useId(), useId()];
  const receiver = to ?? (nodes.includes(server) ? server : nodes[0]!);
  function send(event: FormEvent) {
    event.preventDefault();
    try {
      systemFor(system).readCommand?.(words);
      setProblem('');
      act(asks(client, words, receiver));
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form className={styles.form} onSubmit={send}>
      <label htmlFor={id}>Client {client} asks</label>
      <div>
        <input
          id={id}
          data-lab="command"
          value={words}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={problem !== ''}
          aria-describedby={trouble}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <select
          aria-label="Which server is asked"
          value={receiver}
          disabled={to !== null}
          onChange={({ currentTarget }) => setServer(currentTarget.value)}
        >
          {nodes.map((node) => (
            <option key={node}>{node}</option>
          ))}
        </select>
        <button type="submit">Send</button>
      </div>
      <p id={trouble} className={styles.trouble} role="alert">
        {problem}
      </p>
    </form>
  );
}

/** Anything that the scenario language can say. */
function Line({ nodes, act, system }: FormProps) {
  const [line, setLine] = useState('');
  const [problem, setProblem] = useState('');
  const [id, trouble] = [useId(), useId()];
  function carryOut(event: FormEvent) {
    event.preventDefault();
    try {
      const { readCommand } = systemFor(system);
      act(readDeed(line, { nodes, readCommand }));
      setLine('');
      setProblem('');
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form className={styles.form} onSubmit={carryOut}>
      <label htmlFor={id}>As a line of a scenario</label>
      <div>
        <input
          id={id}
          data-lab="line"
          value={line}
          placeholder="crash n1 after persist"
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={problem !== ''}
          aria-describedby={trouble}
          onChange={({ currentTarget }) => setLine(currentTarget.value)}
        />
        <button type="submit">Do</button>
      </div>
      <p id={trouble} className={styles.trouble} role="alert">
        {problem}
      </p>
    </form>
  );
}
