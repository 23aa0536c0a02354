import clsx from 'clsx';
import Link from '@docusaurus/Link';
import { useEffect, useState } from 'react';
import { ownExercise } from '../../workbook/lab/own.ts';
import { sameFiles } from '../../workbook/same-files.ts';
import { reading } from '../../workbook/reading.ts';
import { readOwn } from './readOwn.ts';
import type { LabHands } from './useLab.ts';
import controls from './controls.module.css';
import styles from './Panels.module.css';

/** Whose program the servers run. */
export function OwnPanel({ hands }: { readonly hands: LabHands }) {
  const [stored, setStored] = useState(readOwn);
  useEffect(() => reading().subscribe(() => setStored(readOwn())), []);
  const { own, runOwn } = hands;
  if (stored === undefined && own === null)
    return (
      <p className={controls.aside}>
        The servers here run the course’s node. Once you have begun the exercise <code>{ownExercise}</code> on
        this device, your own can run in its place, with the same time travel and the same checks.{' '}
        <Link to="/progress/">To the exercises</Link>
      </p>
    );
  return (
    <div className={clsx(controls.controls, styles.own)}>
      <p>
        {own === null
          ? 'The servers run the course’s node.'
          : 'The servers run your node, in a worker that is ended when it hangs.'}
      </p>
      <div className={controls.buttons}>
        <button type="button" aria-pressed={own !== null} onClick={() => runOwn(stored ?? own)}>
          {own === null ? 'Run with my code' : 'Run my code again'}
        </button>
        <button type="button" aria-pressed={own === null} onClick={() => runOwn(null)}>
          Run with the course’s
        </button>
      </div>
      {own !== null && stored !== undefined && !sameFiles(stored, own) && (
        <p className={controls.aside}>Your code has changed since. Run it again to see what it does now.</p>
      )}
    </div>
  );
}
