import { useEffect, useId, useState } from 'react';
import type { Failure } from '../../sim/index.ts';
import { Troubles } from './RunFigure.tsx';
import styles from './ScenarioFigure.module.css';

interface ScenarioPanelProps {
  readonly figure: string;
  /** What runs now. */
  readonly text: string;
  /** What the lesson gives. */
  readonly source: string;
  readonly failure: Failure | null;
  /** What is wrong with the text; empty when it ran. */
  readonly sentences: readonly string[];
  readonly onRun: (text: string) => void;
}

/** Seed and script of a run: to be read, changed, run and passed on. */
export function ScenarioPanel({ figure, text, source, failure, sentences, onRun }: ScenarioPanelProps) {
  const [typed, setTyped] = useState(text);
  const [said, setSaid] = useState<{ readonly sentence: string; readonly link?: string }>();
  const [id, field] = [useId(), useId()];
  useEffect(() => setTyped(text), [text]);

  return (
    <div className={styles.scenario}>
      <label htmlFor={id}>The scenario: change the seed or the script, and run it.</label>
      <textarea
        id={id}
        rows={Math.min(14, typed.split('\n').length + 1)}
        spellCheck={false}
        autoCapitalize="off"
        value={typed}
        aria-invalid={sentences.length > 0}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onRun(typed);
        }}
      />
      <div className={styles.buttons}>
        <button type="button" onClick={() => onRun(typed)}>
          Run
        </button>
        <button
          type="button"
          onClick={() => {
            setTyped(source);
            onRun(source);
          }}
        >
          Reset
        </button>
        <button type="button" onClick={() => void copyLink(figure, typed).then(setSaid)}>
          Copy link
        </button>
      </div>
      {sentences.length > 0 ? (
        <Troubles sentences={sentences} />
      ) : (
        <p className={styles.outcome} data-broken={failure !== null}>
          {failure === null ? 'Every promise was kept.' : `Broken: ${failure.sentence}`}
        </p>
      )}
      <p className={styles.said} role="status">
        {said?.sentence}
      </p>
      {said?.link !== undefined && (
        <p className={styles.said}>
          <label htmlFor={field}>Link to this run</label>
          <input id={field} readOnly value={said.link} onFocus={({ target }) => target.select()} />
        </p>
      )}
    </div>
  );
}

async function copyLink(figure: string, text: string) {
  let link: string;
  try {
    const { runHash } = await import(/* webpackChunkName: "lockstep-share" */ './link.ts');
    link = location.origin + location.pathname + (await runHash({ figure, text }));
  } catch (error) {
    return { sentence: (error as Error).message };
  }
  try {
    await navigator.clipboard.writeText(link);
    return { sentence: 'The link is copied. Whoever opens it sees this very run.' };
  } catch {
    return { sentence: 'This browser does not let the page copy. Copy the link from the field.', link };
  }
}
