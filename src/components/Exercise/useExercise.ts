import { useCallback, useEffect, useRef, useState } from 'react';
import type { ExerciseId, TestVerdict, Verdict } from '../../grading/verdict.ts';
import * as client from '../../runner/client.ts';
import type { GradeHandle } from '../../runner/runner.ts';
import { nextHint } from '../../workbook/hints.ts';
import { loadExercise } from '../../workbook/load-exercise.ts';
import { progress, type Saved } from '../../workbook/progress.ts';

interface Question {
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

const savedInWords: Record<Exclude<Saved, 'saved'>, string> = {
  forbidden:
    'This browser does not let the page store anything. Your code lives as long as this tab; copy it before you leave.',
  full: 'The browser’s storage is full, and the last change could not be saved. Copy your code before you leave.',
};

/** What an exercise does, apart from how it looks. */
export function useExercise(id: ExerciseId, stub: string) {
  const code = useRef(stub);
  const handle = useRef<GradeHandle>(undefined);
  const [edition, setEdition] = useState(0);
  const [ready, setReady] = useState(false);
  const [verdict, setVerdict] = useState<Verdict>();
  const [checking, setChecking] = useState(false);
  const [hints, setHints] = useState<Readonly<Record<string, string>>>({});
  const [shownHints, setShownHints] = useState<readonly string[]>([]);
  const [solution, setSolution] = useState<string>();
  const [question, setQuestion] = useState<Question>();
  const [beforeReset, setBeforeReset] = useState<string>();
  const [notice, setNotice] = useState<string>();

  useEffect(() => {
    const work = progress().readWork(id);
    if (work) {
      code.current = work.code;
      setVerdict(work.verdict);
      setBeforeReset(work.beforeReset);
      setEdition((edition) => edition + 1);
    }
    setReady(true);
    return () => handle.current?.stop();
  }, [id]);

  const save = useCallback(
    (change: { verdict?: Verdict; beforeReset?: string } = {}) => {
      const saved = progress().saveWork(id, { code: code.current, stub, ...change });
      setNotice(saved === 'saved' ? undefined : savedInWords[saved]);
    },
    [id, stub],
  );

  const write = useCallback(
    (text: string) => {
      if (text === code.current) return;
      code.current = text;
      save();
    },
    [save],
  );

  const load = useCallback(async () => {
    try {
      return await loadExercise(id);
    } catch {
      setNotice('The tests could not be loaded. Your code is kept; check the connection and try again.');
      return undefined;
    }
  }, [id]);

  const check = useCallback(async () => {
    handle.current?.stop();
    setChecking(true);
    const files = await load();
    if (!files) return setChecking(false);
    setHints(files.hints);
    const answer = code.current;
    const grading = client.grade({ exercise: id, answer, suite: files.suite }, () => {});
    handle.current = grading;
    const result = await grading.verdict;
    if (handle.current !== grading) return;
    setChecking(false);
    setVerdict(result);
    save({ verdict: result });
  }, [id, load, save]);

  const stop = useCallback(() => handle.current?.stop(), []);

  const hint = useCallback(async () => {
    const files = await load();
    if (!files) return;
    setHints(files.hints);
    const tests: readonly TestVerdict[] = verdict?.tests ?? [];
    const next = nextHint(files.hints, tests, shownHints);
    if (next === undefined) setNotice('There is no further hint. Solution shows one way to do it.');
    else setShownHints((shown) => [...shown, next]);
  }, [load, verdict, shownHints]);

  const show = useCallback(async () => {
    setQuestion(undefined);
    setSolution((await load())?.solution);
  }, [load]);

  const no = useCallback(() => setQuestion(undefined), []);
  const reveal = useCallback(() => {
    if (verdict?.outcome === 'solved') return void show();
    setQuestion({
      text: 'You have not solved it yet. Show the solution anyway?',
      yes: 'Show it anyway',
      onYes: () => void show(),
      onNo: no,
    });
  }, [verdict, show, no]);

  const replace = useCallback(
    (text: string, kept: string | undefined) => {
      code.current = text;
      setBeforeReset(kept);
      setEdition((edition) => edition + 1);
      setQuestion(undefined);
      save({ beforeReset: kept });
    },
    [save],
  );
  const askReset = useCallback(() => {
    if (code.current === stub) return;
    setQuestion({
      text: 'Give back the stub? Your code is kept, and you can undo it.',
      yes: 'Reset now',
      onYes: () => replace(stub, code.current),
      onNo: no,
    });
  }, [stub, replace, no]);

  return {
    code: () => code.current,
    edition,
    ready,
    write,
    check,
    stop,
    checking,
    verdict,
    hint,
    hints,
    shownHints,
    reveal,
    solution,
    hideSolution: () => setSolution(undefined),
    question,
    askReset,
    canUndoReset: beforeReset !== undefined,
    undoReset: () => beforeReset !== undefined && replace(beforeReset, undefined),
    notice,
  };
}
