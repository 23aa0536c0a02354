import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLocation } from '@docusaurus/router';
import * as client from '../../runner/client.ts';
import { isDrawnLine } from '../../runner/drawn.ts';
import type { Files, RunHandle, RunRequest } from '../../runner/runner.ts';
import type { Trace } from '../../sim/trace/trace.ts';
import { consoleAfter, emptyConsole, expectedRows, type ConsoleState } from '../../workbook/console-rows.ts';
import { lessonOf, reading, type Subject } from '../../workbook/reading.ts';
import { sameFiles } from '../../workbook/same-files.ts';
import type { LiveExampleSource } from '../../workbook/sources.ts';
import { CodeArea } from '../code/CodeArea.tsx';
import { codeHeight } from '../code/StaticCode.tsx';
import { useEditorTurn } from '../code/useEditorTurn.ts';
import { Console } from '../console/Console.tsx';
import { HistoryButton, Keeping, useHistoryToggle } from '../keeping/Keeping.tsx';
import { useSavedCode } from '../keeping/useSavedCode.ts';
import { RunPicture } from '../RunPicture/RunPicture.tsx';
import { startEarly } from '../startEarly.ts';
import { useNearView } from '../useNearView.ts';
import { FileTabs } from './FileTabs.tsx';
import { useShared } from './useShared.ts';
import { useTypes } from './useTypes.ts';
import styles from './LiveExample.module.css';

startEarly('run');

const Share = lazy(() =>
  import(/* webpackChunkName: "lockstep-share" */ './Share.tsx').then(({ Share }) => ({ default: Share })),
);
const Banner = lazy(() =>
  import(/* webpackChunkName: "lockstep-share" */ './Banner.tsx').then(({ Banner }) => ({ default: Banner })),
);

interface LiveExampleProps {
  readonly title: string;
  /** From src/plugins/remark-lesson-files.ts. */
  readonly source: string;
  /** How long to wait after a keystroke, in milliseconds. */
  readonly debounce?: number;
}

/** Files that a reader can run and change. */
export function LiveExample({ title, source, debounce = 200 }: LiveExampleProps) {
  const { entry, files, program, expected } = useMemo(
    () => JSON.parse(source) as LiveExampleSource,
    [source],
  );
  const region = useRef<HTMLElement>(null);
  const near = useNearView(region);
  const saved = useSavedCode(useSubject(entry), files, near);
  const { files: mine, draft } = saved;
  const history = useHistoryToggle(saved);
  const [active, setActive] = useState(entry);
  const [goTo, setGoTo] = useState<{ path: string; line: number; column?: number }>();
  const [types, onTypes] = useTypes();
  const runner = useRun(expected);
  const { run, stop, clear, running } = runner;
  const editing = useEditorTurn(near && draft !== undefined, runner.expected);
  const [asTyped, setAsTyped] = useAsTyped();
  const panel = useId();
  const shared = useShared(title, files);
  const { arrived, settled, theirs, typeInTheirs, mayRun, release } = shared;
  const code = useCallback(() => theirs() ?? mine(), [theirs, mine]);

  // A run or a stop that was asked for takes the place of the one that typing has put off.
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const runNow = useCallback(() => {
    clearTimeout(timer.current);
    const shown = code();
    run({ files: shown, entry, ...(sameFiles(shown, files) && { program }) });
  }, [run, entry, files, program, code]);
  const stopNow = useCallback(() => {
    clearTimeout(timer.current);
    stop();
  }, [stop]);
  useLayoutEffect(() => {
    if (arrived === 0) return;
    setGoTo(undefined);
    stopNow();
    clear();
  }, [arrived, stopNow, clear]);
  // Once, and not before it is known whether a link has brought other code.
  const begun = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    if (!near || !mayRun() || begun.current === runNow) return;
    begun.current = runNow;
    runNow();
  }, [near, settled, mayRun, runNow]);

  const onChange = useCallback(
    (path: string, text: string) => {
      if (code()[path] === text) return;
      if (theirs()) typeInTheirs(path, text);
      else draft?.type(path, text);
      clearTimeout(timer.current);
      if (!asTyped || !mayRun()) return;
      if (debounce === 0) runNow();
      else timer.current = setTimeout(runNow, debounce);
    },
    [asTyped, mayRun, runNow, debounce, code, theirs, typeInTheirs, draft],
  );

  const runOnce = useCallback(() => {
    release();
    runNow();
    if (!theirs()) draft?.mark(code(), Date.now(), { what: 'run' });
  }, [release, runNow, theirs, draft, code]);

  function reset() {
    if (!saved.state.edited) return runNow();
    void saved.open().then((draft) => draft.reset());
  }

  // Whatever puts another text in the editor (Reset, Restore, another tab), the console follows it.
  const { edition } = saved.state;
  const shownEdition = useRef(edition);
  useEffect(() => {
    if (shownEdition.current === edition) return;
    shownEdition.current = edition;
    if (theirs()) return;
    setGoTo(undefined);
    runNow();
  }, [edition, theirs, runNow]);

  function backToMine() {
    shared.leave();
    runNow();
  }

  function keepTheirs() {
    void saved.open().then(
      (draft) => {
        const kept = shared.leave();
        if (!kept) return;
        draft.adopt(kept);
        runNow();
      },
      () => undefined, // what stores it did not come; their code is still there to be kept
    );
  }

  const [sharing, setSharing] = useState<{ as: 'link' | 'file'; files: Files; time: number }>();
  const share = (as: 'link' | 'file') => setSharing({ as, files: code(), time: (sharing?.time ?? 0) + 1 });

  const height = codeHeight(
    Object.values(files).reduce((a, b) => (a.split('\n').length >= b.split('\n').length ? a : b)),
    1,
  );
  return (
    <section ref={region} className={styles.example} aria-label={`Live example: ${title}`} data-will="run">
      <header className={styles.header}>
        <span className={styles.title}>{title}</span>
        <FileTabs files={Object.keys(files)} active={active} onChange={setActive} panel={panel} />
      </header>
      {shared.shown && (
        <Suspense>
          <Banner ran={shared.ran} onKeep={keepTheirs} onBack={backToMine} />
        </Suspense>
      )}
      <div id={panel} className={styles.code} style={{ height }}>
        <CodeArea
          editing={editing}
          edition={saved.edition + shared.edition}
          files={code()}
          active={active}
          onChange={onChange}
          onRun={runOnce}
          goTo={goTo}
          onTypes={onTypes}
          onOpen={(place) => {
            setActive(place.path);
            setGoTo(place);
          }}
        />
      </div>
      <div className={styles.controls}>
        <button type="button" className={styles.primary} onClick={runOnce} data-does-it>
          Run
        </button>
        <button type="button" onClick={stopNow} disabled={!running}>
          Stop
        </button>
        {!shared.shown && (
          <>
            <HistoryButton history={history} />
            <button type="button" onClick={reset}>
              Reset
            </button>
          </>
        )}
        <button type="button" onClick={() => share('link')}>
          Share
        </button>
        <button type="button" onClick={() => share('file')}>
          Open as a file
        </button>
        <span className={styles.edited} data-edited={(!shared.shown && saved.state.edited) || undefined}>
          edited
        </span>
        <label className={styles.toggle}>
          <input type="checkbox" checked={asTyped} onChange={(event) => setAsTyped(event.target.checked)} />{' '}
          Run as I type
        </label>
        <span className={styles.hint}>Ctrl+Enter runs. Esc, then Tab, leaves the editor.</span>
      </div>
      {!shared.shown && <Keeping of="example" saved={saved} history={history} />}
      {sharing && (
        <Suspense>
          <Share key={sharing.time} as={sharing.as} title={title} files={sharing.files} />
        </Suspense>
      )}
      <div className={styles.console}>
        <Console
          state={runner.state}
          running={running}
          expected={runner.expected}
          types={types}
          onGoTo={(path, line) => {
            setActive(path);
            setGoTo({ path, line });
          }}
        />
      </div>
      {(runner.draws || runner.trace) && <RunPicture trace={runner.trace} label={title} />}
    </section>
  );
}

/** Runs, and keeps what was said. What the last run said stays until the next one has something to say. */
function useRun(expected: readonly string[]) {
  const [state, setState] = useState<ConsoleState>(() => ({ ...emptyConsole, rows: expectedRows(expected) }));
  const [running, setRunning] = useState(false);
  const [isExpected, setIsExpected] = useState(true);
  const [trace, setTrace] = useState<Trace>();
  const handle = useRef<RunHandle>(undefined);
  const turn = useRef(0);

  const run = useCallback((request: RunRequest) => {
    const mine = ++turn.current;
    handle.current?.stop();
    setRunning(true);
    let fresh = true;
    let drew = false;
    handle.current = client.run(request, (event) => {
      if (mine !== turn.current) return;
      const from = fresh;
      fresh = false;
      setIsExpected(false);
      setState((before) => consoleAfter(from ? emptyConsole : before, event));
      if (event.kind === 'trace') setTrace(event.trace);
      drew = event.kind === 'trace' || (drew && event.kind !== 'cleared');
      if (event.kind !== 'ended') return;
      setRunning(false);
      if (!drew) setTrace(undefined);
    });
  }, []);

  const stop = useCallback(() => handle.current?.stop(), []);
  /** Forgets what was said, for other code. */
  const clear = useCallback(() => {
    turn.current++;
    setRunning(false);
    setIsExpected(false);
    setState(emptyConsole);
    setTrace(undefined);
  }, []);
  useEffect(
    () => () => {
      turn.current++;
      handle.current?.stop();
    },
    [],
  );
  const draws = useMemo(() => expected.some(isDrawnLine), [expected]);
  return { state, running, expected: isExpected, trace, draws, run, stop, clear };
}

/** One that stays the same on every site, and in every edition that keeps the lesson and the file. */
function useSubject(entry: string): Subject {
  const { pathname } = useLocation();
  return `example:${lessonOf(pathname)}#${entry.slice(1)}`;
}

function useAsTyped(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(reading().readSetting('run-as-typed') ?? true), []);
  return [
    on,
    (on) => {
      setOn(on);
      reading().saveSetting('run-as-typed', on);
    },
  ];
}
