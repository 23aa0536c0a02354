import { useRef, useState, type DragEvent } from 'react';
import type { Progress } from '../../workbook/progress.ts';
import { loadProgress } from '../../workbook/reading.ts';
import { saveProgress } from '../keeping/saveProgress.ts';
import styles from './Progress.module.css';

interface Said {
  readonly kind: 'told' | 'trouble';
  readonly sentence: string;
}

/** Bytes. Far more than a learner can write: a history is bounded. */
const MAX_SIZE = 20_000_000;

/** The file that holds everything: out of this browser, and into it. */
export function Transfer() {
  const picker = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<Said>();
  const [over, setOver] = useState(false);

  async function withStore(act: (store: Progress) => Said | Promise<Said>) {
    setSaid(await loadProgress().then(act, () => notLoaded));
  }
  const exportAll = () =>
    withStore((store) => ({ kind: 'told', sentence: `Saved as ${saveProgress(store)}.` }));
  const importFrom = (files: readonly File[]) => withStore((store) => importInto(store, files));

  const drop = {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      void importFrom([...event.dataTransfer.files]);
    },
  };

  return (
    <section className={styles.keeping} aria-labelledby="keep" data-over={over || undefined} {...drop}>
      <h2 id="keep">Keep it, or take it along</h2>
      <p>
        What you write is stored in this browser, on this machine, and nowhere else. The file holds all of it:
        code, its history, verdicts and predictions. Importing adds what the file has; nothing you wrote here
        is overwritten.
      </p>
      <p className={styles.buttons}>
        <button type="button" onClick={() => void exportAll()}>
          Export progress
        </button>
        <button type="button" onClick={() => picker.current?.click()}>
          Import progress
        </button>
        <span className={styles.aside}>or drop the file here</span>
        <input
          ref={picker}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={({ target }) => {
            void importFrom([...(target.files ?? [])]);
            target.value = ''; // so that the same file can be chosen again
          }}
        />
      </p>
      <div className={styles.said} role="status" data-kind={said?.kind}>
        {said && <p>{said.sentence}</p>}
      </div>
      <p className={styles.aside}>
        On the command line, <code>npm run progress -- export</code> and{' '}
        <code>npm run progress -- import</code> write and read the same file.
      </p>
    </section>
  );
}

/** Merges a file into what is here. @returns what came of it */
async function importInto(store: Progress, [file, ...more]: readonly File[]): Promise<Said> {
  if (!file) return trouble('No file was dropped.');
  if (more.length > 0) return trouble('Choose one file. These were several, and none was read.');
  if (file.size > MAX_SIZE)
    return trouble(
      `${file.name} has ${Math.round(file.size / 1e6)} MB, and a file of progress has at most ${MAX_SIZE / 1e6}. Nothing was changed.`,
    );
  const text = await file.text().catch(() => undefined);
  if (text === undefined)
    return trouble(`The browser could not read ${file.name}. Choose it again. Nothing was changed.`);
  const { kind, sentence } = store.importProgress(text);
  return kind === 'refused' ? trouble(sentence) : { kind: 'told', sentence };
}

const trouble = (sentence: string): Said => ({ kind: 'trouble', sentence });

const notLoaded = trouble('A part of this page did not load. Check the connection, and reload.');
