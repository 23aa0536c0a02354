import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { run } from '../../runner/client.ts';
import { watchScenario, type Intervention, type Scenario, type Time } from '../../sim/index.ts';
import { createEngine, pageTurns, type NoRun, type Run, type Tell } from '../../workbook/lab/engine.ts';
import * as labs from '../../workbook/lab/lab.ts';
import type { Lab, Which } from '../../workbook/lab/lab.ts';
import type { Moment } from '../../workbook/lab/moment.ts';
import { createOwnEngine, type Answers } from '../../workbook/lab/own.ts';
import { systemFor } from '../../raft/setup.ts';
import { readOwn } from './readOwn.ts';
import { useRuns, type Runs } from './useRuns.ts';

/**
 * How far a run goes that does not say so itself, how far ahead of the reader and in which steps, and how much further when they ask
 * for it, in milliseconds of its time.
 */
const least = 3_000;
const ahead = 400;
const stride = 500;
const further = 5_000;

/** What the lab knows and can do, apart from how it looks. */
export function useLab(opening: () => Lab, ownFirst: boolean) {
  const [lab, setLab] = useState(opening);
  const [own, setOwn] = useState<Answers | null>(() => (ownFirst && readOwn()) || null);
  const [asked, setAsked] = useState<Time>(() => labs.scenarioOf(lab).until ?? least);
  const past = useRef<Lab[]>([]);

  const { futures, moment, arrival } = lab;
  const scenarios = useMemo(
    () => (futures.kind === 'two' ? [futures.first, futures.second] : [futures.first]),
    [futures],
  );
  const until = Math.max(
    asked,
    ...scenarios.map((scenario) => scenario.until ?? 0),
    Math.ceil((moment.time + ahead) / stride) * stride,
  );
  const engineOf = useMemo(() => engineFor(own), [own]);
  const runs = useRuns(scenarios, until, engineOf);
  const { shown, other, problem } = useShown(lab, runs);

  useEffect(() => {
    if (arrival === null || !shown.fresh) return;
    const { recording, running } = shown.fresh;
    if (labs.reaches(recording, arrival, moment)) setLab((lab) => labs.arrive(lab, recording));
    else if (!running) setAsked((asked) => asked + further);
  }, [arrival, moment, shown.fresh]);

  /** Changes the lab so that it can be taken back. */
  const change = useCallback((to: (lab: Lab) => Lab) => {
    setLab((lab) => {
      past.current = [...past.current.slice(-49), lab];
      return to(lab);
    });
  }, []);
  const recording = useRef(shown.run?.recording);
  recording.current = shown.run?.recording;

  const deeds = useMemo(
    () => ({
      look: (moment: Moment) => setLab((lab) => labs.look(lab, moment)),
      act(what: readonly Intervention[]) {
        const now = recording.current;
        if (now) change((lab) => labs.act(lab, now, what));
      },
      rewrite: (scenario: Scenario) => change((lab) => labs.reopen(lab, scenario)),
      retry: (to: Partial<Omit<Scenario, 'script'>>) => change((lab) => labs.retry(lab, to)),
      show: (which: Which) => setLab((lab) => labs.show(lab, which)),
      keep: () => change(labs.keepShown),
      undo() {
        const before = past.current.pop();
        if (before) setLab(before);
      },
      runOn: () => setAsked((asked) => Math.max(asked, recording.current?.until ?? 0) + further),
      runOwn: setOwn,
    }),
    [change],
  );
  return {
    lab,
    own,
    scenario: labs.scenarioOf(lab),
    run: shown.run,
    other,
    problem,
    canUndo: past.current.length > 0,
    ...deeds,
  };
}

export type LabHands = ReturnType<typeof useLab>;

const engineFor = (own: Answers | null) => (tell: Tell) =>
  own === null
    ? createEngine((scenario) => watchScenario(systemFor(scenario), scenario), tell, pageTurns())
    : createOwnEngine(own, run, tell, pageTurns());

/** Until the run of a scenario that has just changed is there, the one before it is: up to the moment they are the same. */
function useShown(lab: Lab, runs: Runs) {
  const last = useRef<Run>(undefined);
  const found = runs.get(labs.scenarioOf(lab));
  const fresh = isRun(found) ? found : undefined;
  const isThere = fresh && (lab.arrival === null || labs.reaches(fresh.recording, lab.arrival, lab.moment));
  if (isThere) last.current = fresh;
  const { futures } = lab;
  const beside =
    futures.kind === 'two' ? runs.get(futures.shown === 'first' ? futures.second : futures.first) : undefined;
  return {
    shown: { run: last.current, fresh },
    other: isRun(beside) ? beside : undefined,
    problem: found !== undefined && !isRun(found) ? found.sentence : undefined,
  };
}

const isRun = (run: Run | NoRun | undefined): run is Run => run !== undefined && 'recording' in run;
