import { useEffect, useRef } from 'react';
import clsx from 'clsx';
import type { TypeErrorsInWords } from '../../grading/type-problems.ts';
import { kindInWords } from '../../grading/wording.ts';
import type { RunEnd } from '../../runner/runner.ts';
import type { ConsoleRow, ConsoleState } from '../../workbook/console-rows.ts';
import styles from './console.module.css';

export interface ConsoleProps {
  readonly state: ConsoleState;
  readonly onGoTo: (file: string, line: number) => void;
  readonly running: boolean;
  /** True while the rows are what the lesson says will be printed, and nothing has run yet. */
  readonly expected: boolean;
  readonly types?: TypesStatus;
}

/** What the type checker complains of, or why it cannot say. */
export type TypesStatus =
  (TypeErrorsInWords & { readonly path: string; readonly line: number }) | { readonly trouble: string };

const levelMarks: Record<ConsoleRow['level'], string> = {
  log: '',
  info: 'info',
  warn: 'warning',
  error: 'error',
  debug: 'debug',
};

export function Console({ state, onGoTo, running, expected, types }: ConsoleProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, dropped, end } = state;
  useEffect(() => {
    // New lines stay in sight, unless the reader has scrolled up to read.
    const element = scroller.current;
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < 120)
      element.scrollTop = element.scrollHeight;
  }, [rows.length]);

  return (
    <div className={styles.console}>
      <div
        ref={scroller}
        className={styles.rows}
        role="log"
        aria-label="Console"
        aria-live="polite"
        aria-relevant="additions"
        // A log that scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {rows.map((row) => (
          <Row key={row.id} row={row} onGoTo={onGoTo} />
        ))}
        {dropped > 0 && (
          <div className={clsx(styles.row, styles.cut)}>
            {dropped.toLocaleString('en')} further lines were cut.
          </div>
        )}
        {end?.how === 'failed' && <Trouble end={end} onGoTo={onGoTo} />}
      </div>
      <p className={styles.status} role="status">
        {running ? 'Running…' : expected ? 'Expected output. It runs when you reach it.' : statusOf(end)}
        {types && <Types types={types} runs={end?.how === 'finished'} onGoTo={onGoTo} />}
      </p>
    </div>
  );
}

function statusOf(end: RunEnd | undefined): string {
  switch (end?.how) {
    case 'finished':
      return end.ms < 1 ? 'Finished in less than 1 ms.' : `Finished in ${Math.round(end.ms)} ms.`;
    case 'stopped':
      return 'Stopped.';
    case 'failed':
      return `Ended: ${kindInWords[end.failure.kind]}.`;
    default:
      return '';
  }
}

function Types({
  types,
  runs,
  onGoTo,
}: {
  types: TypesStatus;
  runs: boolean;
  onGoTo: ConsoleProps['onGoTo'];
}) {
  if ('trouble' in types) return <> The types were not checked. {types.trouble}</>;
  return (
    <span className={styles.types}>
      {runs ? ' Runs, with ' : ' With '}
      {types.count}{' '}
      <button type="button" className={styles.link} onClick={() => onGoTo(types.path, types.line)}>
        {types.place}
      </button>
      : {types.message}
    </span>
  );
}

function Row({ row, onGoTo }: { row: ConsoleRow; onGoTo: ConsoleProps['onGoTo'] }) {
  const mark = levelMarks[row.level];
  return (
    <div
      className={clsx(styles.row, styles[row.level], row.group && styles.group)}
      style={{ paddingLeft: 14 + row.depth * 18 }}
    >
      <span className={styles.text}>
        {mark && <span className={styles.mark}>{mark} </span>}
        {row.text}
      </span>
      {row.count > 1 && <span className={styles.count}>×{row.count}</span>}
      {row.file && row.line !== undefined && <Place file={row.file} line={row.line} onGoTo={onGoTo} />}
    </div>
  );
}

function Place({ file, line, onGoTo }: { file: string; line: number; onGoTo: ConsoleProps['onGoTo'] }) {
  return (
    <button type="button" className={styles.place} onClick={() => onGoTo(file, line)}>
      {file.slice(1)}:{line}
    </button>
  );
}

function Trouble({
  end,
  onGoTo,
}: {
  end: Extract<RunEnd, { how: 'failed' }>;
  onGoTo: ConsoleProps['onGoTo'];
}) {
  const { name, message, frame, file, line } = end.failure;
  return (
    <div className={clsx(styles.row, styles.error)} style={{ paddingLeft: 14 }}>
      <span className={styles.text}>
        <span className={styles.mark}>{name} </span>
        {message}
        {frame && <pre className={styles.frame}>{frame}</pre>}
      </span>
      {file && line !== undefined && <Place file={file} line={line} onGoTo={onGoTo} />}
    </div>
  );
}
