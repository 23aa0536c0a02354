import { useEffect, useId, useState, type ReactNode } from 'react';
import stage from './stage.module.css';

interface SeedInputProps {
  readonly id: string;
  readonly seed: number;
  readonly onSeed: (seed: number) => void;
  /** Stands beside the field, and stays there when what is typed is no seed. */
  readonly children: ReactNode;
}

/** What is typed need not be a seed yet; the run keeps the last one that was. */
export function SeedInput({ id, seed, onSeed, children }: SeedInputProps) {
  const [typed, setTyped] = useState(String(seed));
  const problem = useId();
  const isSeed = seedIn(typed) !== undefined;
  useEffect(() => setTyped((typed) => (seedIn(typed) === seed ? typed : String(seed))), [seed]);
  return (
    <>
      <input
        id={id}
        type="number"
        min={0}
        step={1}
        value={typed}
        aria-invalid={!isSeed}
        aria-describedby={isSeed ? undefined : problem}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          const next = seedIn(value);
          if (next !== undefined) onSeed(next);
        }}
      />{' '}
      {children}
      {!isSeed && (
        <span id={problem} role="alert" className={stage.problem}>
          A seed is a whole number, 0 or more. Until there is one, the run keeps seed {seed}.
        </span>
      )}
    </>
  );
}

const seedIn = (text: string): number | undefined => {
  const seed = /^\d+$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(seed) ? seed : undefined;
};
