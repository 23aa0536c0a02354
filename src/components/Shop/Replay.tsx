import { useMemo, useState } from 'react';
import { deployFix } from '../../events/shop/history/deploy-fix.ts';
import { fixProjection } from '../../events/shop/history/fix-projection.ts';
import { rebuild } from '../../events/shop/history/rebuild.ts';
import type { ShopRun } from '../../events/shop/run.ts';
import type { Time } from '../../sim/index.ts';
import controls from '../ClusterLab/controls.module.css';
import { Tabs } from '../stage/Tabs.tsx';
import { inProse } from './about.ts';
import { TwoHistories } from './TwoHistories.tsx';
import styles from './Replay.module.css';

interface ReplayProps {
  readonly run: ShopRun;
  /** The chosen moment; null for the end of the run. */
  readonly at: Time | null;
}

/** What can be made of the record of a run once it is over: the past again, or another past. */
export function Replay({ run, at }: ReplayProps) {
  const [deployed, setDeployed] = useState(false);
  const [gate, setGate] = useState(false);
  const time = at ?? run.outcome.end;
  return (
    <section className={styles.replay} aria-label="Replay">
      <p className={styles.heading}>
        What can be done with the record of this run, by {inProse(run.architecture.name)}
      </p>
      <Tabs
        label="What is done with the record"
        panels={[
          {
            name: 'Deploy the fix',
            show: () => <Fix {...{ run, deployed, gate }} onDeploy={setDeployed} onGate={setGate} />,
          },
          { name: 'Rebuild the past', show: () => <Past run={run} time={time} /> },
          { name: 'Mend a view', show: () => <Mend run={run} time={time} /> },
        ]}
      />
    </section>
  );
}

interface FixProps {
  readonly run: ShopRun;
  readonly deployed: boolean;
  readonly gate: boolean;
  readonly onDeploy: (deployed: boolean) => void;
  readonly onGate: (gate: boolean) => void;
}

function Fix({ run, deployed, gate, onDeploy, onGate }: FixProps) {
  const found = useMemo(() => deployFix(run, { gate }), [run, gate]);
  const isGated = run.architecture.name === 'command-sourcing';
  return (
    <div className={`${styles.part} ${controls.controls}`}>
      <p>
        Release 1 takes 10 % off orders <em>above</em> 100.00. It was meant to be <em>from</em> 100.00 on, and
        release 2 does that. Order 2, a chair, costs 100.00.
      </p>
      <div className={controls.buttons}>
        <button
          type="button"
          className={styles.primary}
          aria-pressed={deployed}
          onClick={() => onDeploy(!deployed)}
        >
          {deployed ? 'Take release 2 back' : 'Deploy release 2 and replay'}
        </button>
        {isGated && (
          <label>
            <input
              type="checkbox"
              role="switch"
              checked={gate}
              onChange={({ currentTarget }) => onGate(currentTarget.checked)}
            />{' '}
            old commands keep the rules of their day
          </label>
        )}
      </div>
      {found.kind === 'nothing-to-replay' ? (
        <p className={styles.verdict} role="status">
          {deployed ? found.sentence : 'Nothing was replayed yet.'}
        </p>
      ) : (
        <>
          <Verdict found={found} deployed={deployed} />
          <TwoHistories
            label="The history of the orders"
            rows={found.history}
            words={['As it happened, under release 1', 'Replayed under release 2']}
            shown={deployed}
          />
          <TwoHistories
            label="The orders in the end"
            rows={found.orders}
            words={['Orders in the end', 'Orders after the replay']}
            shown={deployed}
          />
        </>
      )}
    </div>
  );
}

type Replayed = Extract<ReturnType<typeof deployFix>, { readonly kind: 'replayed' }>;

function Verdict({ found, deployed }: { readonly found: Replayed; readonly deployed: boolean }) {
  const { history, contradictions } = found;
  const count = history.filter(({ differs }) => differs).length;
  return (
    <p
      className={styles.verdict}
      role="status"
      data-bad={(deployed && contradictions.length > 0) || undefined}
    >
      {!deployed && 'Nothing was replayed yet.'}
      {deployed && (
        <>
          {count === 0
            ? `None of ${history.length} entries says anything else.`
            : `${count} of ${history.length} entries ${count === 1 ? 'says' : 'say'} something else.`}{' '}
          {contradictions.join(' ')}
        </>
      )}
    </p>
  );
}

function Past({ run, time }: { readonly run: ShopRun; readonly time: Time }) {
  const found = useMemo(() => rebuild(run, time), [run, time]);
  if (found.kind === 'impossible') return <p className={styles.verdict}>{found.sentence}</p>;
  return (
    <div className={styles.part}>
      <p>
        Users and orders as they were at {time} ms, the moment that is chosen above, made anew of{' '}
        {found.entries} {run.architecture.name === 'command-sourcing' ? 'commands' : 'events'}.
      </p>
      <div className={styles.lists}>
        <Lines title="Users" lines={found.users} />
        <Lines title="Orders" lines={found.orders} />
      </div>
    </div>
  );
}

function Mend({ run, time }: { readonly run: ShopRun; readonly time: Time }) {
  const found = useMemo(() => fixProjection(run, time), [run, time]);
  if (found.kind === 'nothing-to-rebuild') return <p className={styles.verdict}>{found.sentence}</p>;
  return (
    <div className={styles.part}>
      <p>
        The view of the users forgets to take out who was deleted. The fix is deployed at {time} ms, the
        moment that is chosen above.
      </p>
      <div className={styles.lists}>
        <Lines title="Never mended" lines={found.wrong} />
        <Lines title="Mended, and read on" lines={found.readOn} />
        <Lines title="Mended, and rebuilt" lines={found.rebuilt} />
      </div>
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <div>
      <p className={styles.title}>{title}</p>
      {lines.length === 0 ? (
        <p className={styles.nothing}>none</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
