import { useId, useState, type FormEvent } from 'react';
import { systemFor } from '../../raft/setup.ts';
import type { Intervention, NodeId, Scenario } from '../../sim/index.ts';
import { readDeed } from '../../workbook/lab/command.ts';
import { asks } from '../../workbook/lab/deeds.ts';
import controls from './controls.module.css';
import styles from './Bench.module.css';

interface FormProps {
  readonly nodes: readonly NodeId[];
  readonly act: (what: readonly Intervention[]) => void;
  readonly system: Scenario;
}

interface AskProps extends FormProps {
  /** The chosen server, if one is. */
  readonly to: NodeId | null;
  readonly client: NodeId;
}

/** A client’s command, to the chosen server, or to one that is chosen here. */
export function Ask({ nodes, act, to, system, client }: AskProps) {
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
      act([asks(client, words, receiver)]);
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
          data-field="command"
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
      <p id={trouble} className={controls.trouble} role="alert">
        {problem}
      </p>
    </form>
  );
}

/** Anything that the scenario language can say. */
export function Line({ nodes, act, system }: FormProps) {
  const [line, setLine] = useState('');
  const [problem, setProblem] = useState('');
  const [id, trouble] = [useId(), useId()];
  function carryOut(event: FormEvent) {
    event.preventDefault();
    try {
      const { readCommand } = systemFor(system);
      act([readDeed(line, { nodes, readCommand })]);
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
          data-field="line"
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
      <p id={trouble} className={controls.trouble} role="alert">
        {problem}
      </p>
    </form>
  );
}
