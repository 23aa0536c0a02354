import { startTransition, useEffect, useRef, useState } from 'react';
import type { Scenario, Time } from '../../sim/index.ts';
import type { Engine, NoRun, Run, Tell } from '../../workbook/lab/engine.ts';

export type Runs = ReadonlyMap<Scenario, Run | NoRun>;

/**
 * The runs of some scenarios, up to a time at least. They come when they come. Another `engineOf` is another program, and begins
 * all of them anew.
 */
export function useRuns(scenarios: readonly Scenario[], until: Time, engineOf: (tell: Tell) => Engine): Runs {
  const [runs, setRuns] = useState<Runs>(new Map());
  const engines = useRef(new Map<Scenario, Engine>());
  const isBegun = useRef(false);

  useEffect(() => {
    const open = engines.current;
    return () => {
      for (const engine of open.values()) engine.close();
      open.clear();
      setRuns(new Map());
    };
  }, [engineOf]);

  useEffect(() => {
    const open = engines.current;
    for (const [scenario, engine] of open) {
      if (scenarios.includes(scenario)) continue;
      engine.close();
      open.delete(scenario);
    }
    setRuns((runs) => (isAmong(runs, scenarios) ? runs : only(runs, scenarios)));
    for (const scenario of scenarios) {
      let engine = open.get(scenario);
      if (!engine) {
        engine = engineOf((run) => {
          const tell = () => setRuns((runs) => new Map(runs).set(scenario, run));
          // The whole lab is drawn for the first time, and gives way to the page while it is. Later, readers wait for what they did.
          if (isBegun.current) tell();
          else startTransition(tell);
          isBegun.current = true;
        });
        open.set(scenario, engine);
      }
      engine.want(scenario, until);
    }
  }, [scenarios, until, engineOf]);

  return runs;
}

const isAmong = (runs: Runs, scenarios: readonly Scenario[]): boolean =>
  [...runs.keys()].every((scenario) => scenarios.includes(scenario));

const only = (runs: Runs, scenarios: readonly Scenario[]): Runs =>
  new Map([...runs].filter(([scenario]) => scenarios.includes(scenario)));
