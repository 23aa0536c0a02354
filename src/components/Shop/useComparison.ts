import { useEffect, useRef, useState } from 'react';
import type { ShopRun } from '../../events/shop/run.ts';
import { pageTurns } from '../../workbook/lab/engine.ts';
import { shops } from '../../workbook/shop/architectures.ts';
import { compare, type Inputs, type Runs } from '../../workbook/shop/comparison.ts';
import type { Setting } from '../../workbook/shop/setting.ts';

const keyOf = ({ faults, seed }: Inputs): string => `${faults.join(' ')} ${seed}`;

/** The runs of a setting. Those of the setting before stay until the new ones are there. */
export function useComparison(setting: Setting) {
  const { architecture, faults, seed } = setting;
  const [found, setFound] = useState<{ readonly key: string; readonly runs: Runs }>();
  const key = keyOf(setting);
  const first = useRef(architecture);
  first.current = architecture;

  useEffect(
    () => compare(shops, { faults, seed }, first.current, (runs) => setFound({ key, runs }), pageTurns()),
    [key, faults, seed],
  );

  const last = useRef<Runs>(new Map());
  const isThere = found?.key === key;
  if (found) last.current = new Map([...last.current, ...found.runs]);
  const runs = last.current;
  return {
    runs,
    /** The run of the chosen architecture: until it is there, the one that was shown before. */
    shown: useLast(runs.get(architecture)),
    fresh: isThere && found.runs.size === shops.length,
  };
}

function useLast(run: ShopRun | undefined): ShopRun | undefined {
  const last = useRef<ShopRun>(undefined);
  if (run) last.current = run;
  return last.current;
}
