import { Fragment, lazy, Suspense, useCallback, useEffect, useState, type ComponentType } from 'react';
import type { EditorProps } from '../editor/Editor.tsx';
import { onPaper } from './onPaper.ts';
import type { PrintedCodeProps } from './PrintedCode.tsx';
import { StaticCode } from './StaticCode.tsx';
import styles from './code.module.css';

const Editor = lazy(() =>
  import(/* webpackChunkName: "lockstep-editor" */ '../editor/Editor.tsx').then(({ Editor }) => ({
    default: Editor,
  })),
);

const PrintedCode = lazy<ComponentType<PrintedCodeProps>>(() =>
  import(/* webpackChunkName: "lockstep-print" */ './PrintedCode.tsx').then(
    ({ PrintedCode }) => ({ default: PrintedCode }),
    () => ({ default: () => null }),
  ),
);

interface CodeAreaProps extends Omit<EditorProps, 'onReady'> {
  /** True once the editor may come. */
  readonly editing: boolean;
}

/**
 * The code as the server sent it, and then the editor in its place. The editor guesses the height of a line before it
 * measures one; until it has, it waits out of sight, and the code that is there stays.
 */
export function CodeArea({ editing, ...editor }: CodeAreaProps) {
  const [ready, setReady] = useState(false);
  const onReady = useCallback(() => setReady(true), []);
  const [printing, setPrinting] = useState(false);
  useEffect(
    () =>
      onPaper(
        () => setPrinting(true),
        () => setPrinting(false),
      ),
    [],
  );
  const { files, active } = editor;
  const shown = printing ? Object.keys(files) : [active];
  return (
    <>
      {ready && (
        <Suspense>
          <PrintedCode files={files} active={active} />
        </Suspense>
      )}
      {!ready &&
        shown.map((path) => (
          <Fragment key={path}>
            {printing && <p className={styles.file}>{path.slice(1)}</p>}
            <StaticCode code={files[path]!} label={path.slice(1)} />
          </Fragment>
        ))}
      {editing && (
        <Suspense>
          <div style={{ position: 'absolute', inset: 0, transform: ready ? 'none' : 'translateX(-300vw)' }}>
            <Editor {...editor} onReady={onReady} />
          </div>
        </Suspense>
      )}
    </>
  );
}
