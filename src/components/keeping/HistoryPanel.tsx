import { useEffect, useId, useRef, useState } from 'react';
import type { Draft } from '../../workbook/draft.ts';
import { markInWords } from '../../workbook/mark-words.ts';
import { sameFiles } from '../../workbook/same-files.ts';
import type { Version } from '../../workbook/versions.ts';
import { agoInWords } from '../../workbook/when.ts';
import { FilesDiff } from './FilesDiff.tsx';
import styles from './keeping.module.css';

interface HistoryPanelProps {
  readonly of: 'exercise' | 'example';
  readonly draft: Draft;
  readonly onClose: () => void;
}

/** The versions of a text, the newest first. One of them can be looked at beside what the editor holds, and restored. */
export function HistoryPanel({ of, draft, onClose }: HistoryPanelProps) {
  const { versions, now, current } = useVersions(draft);
  const [chosen, setChosen] = useState<Version>();
  const heading = useRef<HTMLHeadingElement>(null);
  const title = useId();
  useEffect(() => heading.current?.focus(), []);

  const older = versions.filter(({ files }) => !sameFiles(files, current));
  const version = older.find(({ at }) => at === chosen?.at) ?? older[0];

  function restore(version: Version) {
    draft.restore(version);
    onClose();
  }
  return (
    // Escape reaches the panel from whatever in it has the focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.panel}
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={styles.header}>
        <h4 ref={heading} id={title} tabIndex={-1}>
          History
        </h4>
        <button type="button" className={styles.button} onClick={onClose}>
          Close
        </button>
      </header>
      {version === undefined ? (
        <p className={styles.empty}>
          Nothing yet. A version is kept whenever you pause,{' '}
          {of === 'exercise' ? 'check your code, or reset it.' : 'run your code, or reset it.'}
        </p>
      ) : (
        <div className={styles.columns}>
          <ol className={styles.versions} aria-label="Versions, the newest first">
            {older.map((each) => (
              <li key={`${each.at}-${each.session}`}>
                <button
                  type="button"
                  className={styles.version}
                  aria-pressed={each === version}
                  onClick={() => setChosen(each)}
                >
                  <time
                    dateTime={new Date(each.at).toISOString()}
                    title={new Date(each.at).toLocaleString('en-GB')}
                  >
                    {agoInWords(each.at, now)}
                  </time>
                  <span className={styles.mark} data-what={each.what}>
                    {markInWords(each, of)}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <div className={styles.beside}>
            <p className={styles.choice}>
              <span aria-live="polite">
                {markInWords(version, of)}, {agoInWords(version.at, now)}
              </span>
              <button type="button" className={styles.button} onClick={() => restore(version)}>
                Restore
              </button>
            </p>
            <FilesDiff
              before={current}
              after={{ ...current, ...version.files }}
              words={{ before: 'only in the editor', after: 'only in this version' }}
            />
          </div>
        </div>
      )}
    </section>
  );
}

/** What the store holds of a text, read again whenever that changes. */
function useVersions(draft: Draft) {
  const read = () => ({ versions: draft.history().reverse(), current: draft.files(), now: Date.now() });
  const [state, setState] = useState(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const leave = draft.onStored(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setState(read()), 100);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `read` is made of `draft` alone
  }, [draft]);
  return state;
}
