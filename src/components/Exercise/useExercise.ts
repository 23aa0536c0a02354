import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ExerciseId, TestVerdict, Verdict } from '../../grading/verdict.ts';
import type { GradeHandle } from '../../runner/runner.ts';
import { nextHint } from '../../workbook/hints.ts';
import { loadExercise } from '../../workbook/load-exercise.ts';
import { reading } from '../../workbook/reading.ts';
import type { ExerciseSource } from '../../workbook/sources.ts';
import type { Mark } from '../../workbook/versions.ts';
import { useSavedCode } from '../keeping/useSavedCode.ts';
import { gradeWithTypes } from './gradeWithTypes.ts';
import { useDisk } from './useDisk.ts';
import { partsNow, useBeside } from './useParts.ts';

interface Question {
  readonly text: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** What an exercise does, apart from how it looks. */
export function useExercise(id: ExerciseId, { stub, parts }: ExerciseSource, near: boolean) {
  const file = `/${id.split('/')[1]}.ts`;
  const original = useMemo(() => ({ [file]: stub }), [file, stub]);
  const saved = useSavedCode(`exercise:${id}`, original, near);
  const { files, open } = saved;
  const code = useCallback(() => files()[file]!, [files, file]);

  const handle = useRef<GradeHandle>(undefined);
  const [verdict, setVerdict] = useState<Verdict>();
  const [checking, setChecking] = useState(false);
  const [hints, setHints] = useState<Readonly<Record<string, string>>>({});
  const [shownHints, setShownHints] = useState<readonly string[]>([]);
  const [solution, setSolution] = useState<string>();
  const [question, setQuestion] = useState<Question>();
  const [notice, setNotice] = useState<string>();

  useEffect(() => {
    const read = () => setVerdict(reading().readVerdict(id));
    read();
    return reading().subscribe(read);
  }, [id]);
  useEffect(() => () => handle.current?.stop(), [id]);

  const { draft } = saved;
  const disk = useDisk({
    id,
    stub,
    ready: draft !== undefined,
    edition: saved.edition,
    code,
    replace: (text) => draft?.takeFromDisk({ [file]: text }),
  });
  const { edited } = disk;
  const write = useCallback(
    (text: string) => {
      draft?.type(file, text);
      edited();
    },
    [draft, file, edited],
  );
  /** Another text in place of the learner's, which goes into the history. */
  const replace = useCallback((text: string) => draft?.replace({ [file]: text }), [draft, file]);

  const load = useCallback(async () => {
    try {
      return await loadExercise(id);
    } catch {
      setNotice('The tests could not be loaded. Your code is kept; check the connection and try again.');
      return undefined;
    }
  }, [id]);

  const keep = useCallback(
    async (result: Verdict, answer: string, askedAt: number) => {
      setVerdict(result);
      const { outcome, passed, total } = result;
      const mark: Mark = outcome === 'solved' ? { what: 'solved' } : { what: 'checked', passed, total };
      const draft = await open().catch(() => undefined);
      if (!draft) return setNotice('The verdict could not be stored: a part of this page did not load.');
      draft.saveVerdict(result);
      draft.mark({ [file]: answer }, askedAt, mark);
    },
    [file, open],
  );

  const check = useCallback(async () => {
    handle.current?.stop();
    setChecking(true);
    const files = await load();
    if (!files) return setChecking(false);
    setHints(files.hints);
    const answer = code();
    const askedAt = Date.now();
    const { suite, parts } = files;
    const grading = gradeWithTypes({ exercise: id, answer, suite, parts: partsNow(parts) }, stub);
    handle.current = grading;
    const result = await grading.verdict;
    if (handle.current !== grading) return;
    setChecking(false);
    await keep(result, answer, askedAt);
    try {
      const typed = await grading.typed;
      if (handle.current === grading && typed !== result) await keep(typed, answer, askedAt);
    } catch (error) {
      setNotice(`The tests have run; the types were not checked. ${(error as Error).message}`);
    }
  }, [id, stub, load, code, keep]);

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

  const reset = useCallback(() => void open().then((draft) => draft.reset()), [open]);

  return {
    saved,
    code,
    write,
    replace,
    reset,
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
    notice,
    disk,
    beside: useBeside(id, near && parts.length > 0),
  };
}
