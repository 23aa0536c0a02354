import { useEffect, useRef, useState } from 'react';
import { EditorView } from '@codemirror/view';
import { flushSync } from 'react-dom';
import type { Files } from '../../runner/runner.ts';
import { highlight } from './prism.ts';
import styles from './code.module.css';

export interface PrintedCodeProps {
  readonly files: Files;
  /** The file that is in the editor beside this. */
  readonly active: string;
}

/** All files with every line of theirs, on paper only: an editor draws no more than its window shows. */
export function PrintedCode({ files, active }: PrintedCodeProps) {
  const place = useRef<HTMLDivElement>(null);
  const [printed, setPrinted] = useState<Files>();

  useEffect(() => {
    const print = () => {
      const editor = EditorView.findFromDOM(place.current!.parentElement!);
      // The browser draws the paper as soon as this returns.
      flushSync(() =>
        setPrinted(editor ? { ...files, [active]: editor.state.doc.toString() } : { ...files }),
      );
    };
    const forget = () => setPrinted(undefined);
    const paper = matchMedia('print');
    const onPaper = () => (paper.matches ? print() : forget());
    addEventListener('beforeprint', print);
    addEventListener('afterprint', forget);
    paper.addEventListener('change', onPaper);
    return () => {
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', forget);
      paper.removeEventListener('change', onPaper);
    };
  }, [files, active]);

  return (
    <div ref={place} className={printed && styles.printed}>
      {Object.entries(printed ?? {}).map(([path, code]) => (
        <section key={path} aria-label={path.slice(1)}>
          <p className={styles.file}>{path.slice(1)}</p>
          <pre className={styles.code}>
            <code dangerouslySetInnerHTML={{ __html: highlight(code) }} />
          </pre>
        </section>
      ))}
    </div>
  );
}
