import clsx from 'clsx';
import { useEffect, useId, useState } from 'react';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { printScenario, ScenarioError } from '../../sim/index.ts';
import { packLink } from '../../workbook/lab/link.ts';
import { linkOf } from '../../workbook/lab/opening.ts';
import { readScenario } from '../../workbook/lab/read-scenario.ts';
import type { LabHands } from './useLab.ts';
import controls from './controls.module.css';
import styles from './Panels.module.css';

/** All that makes the run: to be read, changed, run and passed on. */
export function ScriptPanel({ hands, page }: { readonly hands: LabHands; readonly page: boolean }) {
  const text = printScenario(hands.scenario);
  const [typed, setTyped] = useState(text);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [said, setSaid] = useState<{ readonly sentence: string; readonly link?: string }>();
  const [id, field] = [useId(), useId()];
  const address = useBaseUrl('/lab/');
  useEffect(() => {
    setTyped(text);
    setProblems([]);
  }, [text]);

  function run() {
    try {
      hands.rewrite(readScenario(typed));
      setProblems([]);
    } catch (error) {
      setProblems(sentencesOf(error));
    }
  }
  async function copy() {
    let link: string;
    try {
      link = location.origin + address + (await packLink(linkOf(hands.lab, hands.own !== null)));
    } catch (error) {
      return setSaid({ sentence: (error as Error).message });
    }
    try {
      await navigator.clipboard.writeText(link);
      setSaid({ sentence: 'The link is copied. Whoever opens it sees this very moment.' });
    } catch {
      setSaid({ sentence: 'This browser does not let the page copy. Copy the link from the field.', link });
    }
  }
  return (
    <div className={clsx(controls.controls, styles.script)}>
      <label htmlFor={id}>
        Seed, rules and script make this run, event by event. Change them, and run it anew.
      </label>
      <textarea
        id={id}
        rows={12}
        spellCheck={false}
        autoCapitalize="off"
        value={typed}
        aria-invalid={problems.length > 0}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          run();
        }}
      />
      <div className={controls.buttons}>
        <button type="button" onClick={run}>
          Run
        </button>
        <button type="button" onClick={() => setTyped(text)} aria-disabled={typed === text}>
          Reset
        </button>
        <button type="button" onClick={() => void copy()}>
          Copy link
        </button>
      </div>
      {problems.length > 0 && (
        <ul className={styles.troubles} role="alert">
          {problems.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <p role="status" className={controls.aside}>
        {said?.sentence ?? (page ? 'The address of this page leads to this moment, too.' : '')}
      </p>
      {said?.link !== undefined && (
        <p>
          <label htmlFor={field}>Link to this moment</label>
          <input id={field} readOnly value={said.link} onFocus={({ target }) => target.select()} />
        </p>
      )}
    </div>
  );
}

const sentencesOf = (error: unknown): readonly string[] =>
  error instanceof ScenarioError
    ? error.problems.map(({ line, sentence }) => `Line ${line}: ${sentence}`)
    : [(error as Error).message];
