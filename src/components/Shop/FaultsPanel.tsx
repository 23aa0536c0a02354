import { useId } from 'react';
import { faultChoices, faultIds, type FaultId } from '../../workbook/shop/setting.ts';
import controls from '../ClusterLab/controls.module.css';
import { SeedInput } from '../stage/SeedInput.tsx';
import styles from './Comparison.module.css';

interface FaultsPanelProps {
  readonly faults: readonly FaultId[];
  readonly seed: number;
  readonly onToggle: (fault: FaultId) => void;
  readonly onSeed: (seed: number) => void;
}

/** What goes wrong, for all architectures alike. */
export function FaultsPanel({ faults, seed, onToggle, onSeed }: FaultsPanelProps) {
  const id = useId();
  return (
    <section
      className={`${styles.card} ${styles.settings} ${controls.controls}`}
      aria-label="Faults and seed"
    >
      <fieldset>
        <legend>What goes wrong, under all five alike</legend>
        <div className={styles.faults}>
          {faultIds.map((fault) => {
            const { words, about } = faultChoices[fault];
            return (
              <label key={fault}>
                <input
                  type="checkbox"
                  role="switch"
                  checked={faults.includes(fault)}
                  onChange={() => onToggle(fault)}
                />
                <span>
                  <b>{words}</b> {about}
                </span>
              </label>
            );
          })}
        </div>
      </fieldset>
      <p className={styles.seed}>
        <label htmlFor={id}>Seed</label>
        <SeedInput id={id} seed={seed} onSeed={onSeed}>
          <button type="button" onClick={() => onSeed(seed + 1)}>
            Next seed
          </button>
        </SeedInput>
        <span>Another seed is another network: other delays, and other messages that go astray.</span>
      </p>
    </section>
  );
}
