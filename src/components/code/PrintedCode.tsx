import { useEffect, useRef, useState } from 'react';
import { EditorView } from '@codemirror/view';
import type { Files } from '../../runner/runner.ts';
import { onPaper } from './onPaper.ts';
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
      setPrinted(editor ? { ...files, [active]: editor.state.doc.toString() } : { ...files });
    };
    return onPaper(print, () => setPrinted(undefined));
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
