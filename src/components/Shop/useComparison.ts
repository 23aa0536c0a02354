import { useEffect, useRef, useState } from 'react';
import { allShops } from '../../events/shop/shops.ts';
import type { Compared, Runs } from '../../workbook/shop/comparison.ts';
import type { Setting } from '../../workbook/shop/setting.ts';
import { createRunner, type Runner } from './runs.ts';

interface Found {
  /** The runs of the setting that is in force, as far as they have come. */
  readonly fresh: Runs;
  /** Those, and for the others the runs of settings before. */
  readonly all: Runs;
}

const nothing: Found = { fresh: new Map(), all: new Map() };

/** The runs of a setting. Those of the setting before stay until the new ones are there. */
export function useComparison({ architecture, faults, seed }: Setting) {
  const [found, setFound] = useState(nothing);
  const runner = useRef<Runner>(undefined);
  const first = useRef(architecture);
  first.current = architecture;

  useEffect(() => () => runner.current?.close(), []);
  useEffect(() => {
    runner.current ??= createRunner();
    setFound(({ all }) => ({ fresh: nothing.fresh, all }));
    runner.current.run({ faults, seed }, first.current, (one) =>
      setFound(({ fresh, all }) => ({ fresh: withOne(fresh, one), all: withOne(all, one) })),
    );
  }, [faults, seed]);

  const { fresh, all } = found;
  return {
    runs: all,
    /** The run of the chosen architecture: until it is there, the one that was shown before. */
    shown: useLast(all.get(architecture)),
    isFresh: fresh.size === allShops.length,
  };
}

const withOne = (runs: Runs, one: Compared): Runs => new Map([...runs, [one.run.architecture.name, one]]);

function useLast(run: Compared | undefined): Compared | undefined {
  const last = useRef<Compared>(undefined);
  if (run) last.current = run;
  return last.current;
}
