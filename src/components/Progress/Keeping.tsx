import { useRef, useState, type DragEvent } from 'react';
import { exportedFile, importedInWords, type Said } from './transfer.ts';
import { saveAsFile } from '../saveAsFile.ts';
import styles from './Progress.module.css';

/** The file that holds everything: out of this browser, and into it. */
export function Keeping() {
  const picker = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<Said>();
  const [over, setOver] = useState(false);

  async function exportAll() {
    setSaid({ kind: 'told', sentences: [`Saved as ${await saveAsFile(await exportedFile())}.`] });
  }

  async function importFrom(files: FileList | null | undefined) {
    const [file, more] = files ?? [];
    if (!file) return;
    setSaid(
      more
        ? { kind: 'trouble', sentences: ['Choose one file. These were several, and none was read.'] }
        : await importedInWords(file),
    );
  }

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
      void importFrom(event.dataTransfer.files);
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
          onChange={(event) => {
            void importFrom(event.target.files).finally(() => picker.current && (picker.current.value = ''));
          }}
        />
      </p>
      <div className={styles.said} role="status" data-kind={said?.kind}>
        {said?.sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className={styles.aside}>
        On the command line, <code>npm run progress -- export</code> and{' '}
        <code>npm run progress -- import</code> write and read the same file.
      </p>
    </section>
  );
}
