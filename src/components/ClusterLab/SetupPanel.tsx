import clsx from 'clsx';
import { useId } from 'react';
import {
  asInThePaper,
  fewestServers,
  mostServers,
  readSystemName,
  withSetup,
  type Reads,
  type Setup,
} from '../../raft/setup.ts';
import type { Scenario } from '../../sim/index.ts';
import { SeedInput } from '../stage/SeedInput.tsx';
import type { LabHands } from './useLab.ts';
import controls from './controls.module.css';
import styles from './Bench.module.css';

interface SetupPanelProps {
  readonly scenario: Scenario;
  readonly retry: LabHands['retry'];
  /** The learner’s own node runs, which has rules of its own. */
  readonly own: boolean;
}

const switches: readonly (readonly [
  keyof Setup & ('commitRule' | 'preVote' | 'disk' | 'oneByOne'),
  string,
  string,
])[] = [
  ['commitRule', 'Commit rule', 'A leader counts copies of entries of its own term only.'],
  ['preVote', 'Pre-vote', 'A server asks whether it could win before it begins a new term.'],
  ['disk', 'Disk', 'Term, vote and log are on the disk before anybody is answered.'],
  ['oneByOne', 'One entry a message', 'Not as many as there are, so that one can come between two.'],
];

const reads: readonly (readonly [Reads, string])[] = [
  ['read-index', 'ask a majority first'],
  ['log', 'go through the log'],
  ['leader-alone', 'are answered by the leader alone'],
];

const counts = Array.from({ length: mostServers - fewestServers + 1 }, (_, index) => fewestServers + index);

/** Seed, servers, and the rules that are in force. Each change runs the same script anew. */
export function SetupPanel({ scenario, retry, own }: SetupPanelProps) {
  const setup = readSystemName(scenario.system) ?? asInThePaper;
  const servers = scenario.nodes.length || fewestServers;
  const [seed, size, members, read] = [useId(), useId(), useId(), useId()];
  const change = (to: Partial<Setup>, count = servers) => {
    const next = { ...setup, ...to };
    const some = next.members !== null && next.members < count ? next.members : null;
    retry(withSetup({ ...next, members: some }, count));
  };
  return (
    <div className={clsx(controls.controls, styles.setup)} role="group" aria-label="Cluster">
      <p className={controls.title}>Cluster</p>
      <p className={controls.aside}>
        Each change runs the same script anew, from the beginning to this moment.
      </p>
      <div className={styles.fields}>
        <label htmlFor={seed}>Seed</label>
        <span>
          <SeedInput id={seed} seed={scenario.seed} onSeed={(seed) => retry({ seed })}>
            <button type="button" onClick={() => retry({ seed: scenario.seed + 1 })}>
              Next
            </button>
          </SeedInput>
        </span>
        <label htmlFor={size}>Servers</label>
        <select
          id={size}
          value={servers}
          onChange={({ currentTarget }) => change({}, Number(currentTarget.value))}
        >
          {counts.map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
        <label htmlFor={members}>Members at first</label>
        <select
          id={members}
          value={setup.members ?? servers}
          onChange={({ currentTarget }) => change({ members: Number(currentTarget.value) })}
        >
          {Array.from({ length: servers }, (_, index) => index + 1).map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
        <label htmlFor={read}>Reads</label>
        <select
          id={read}
          disabled={own}
          value={setup.reads}
          onChange={({ currentTarget }) => change({ reads: currentTarget.value as Reads })}
        >
          {reads.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <fieldset disabled={own}>
        <legend>Rules in force{own && ': those of your own node'}</legend>
        {switches.map(([name, title, words]) => (
          <label key={name}>
            <input
              type="checkbox"
              role="switch"
              checked={setup[name]}
              onChange={({ currentTarget }) => change({ [name]: currentTarget.checked })}
            />
            <span>
              <b>{title}</b> {words}
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
