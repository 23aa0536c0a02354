import {
  Children,
  createContext,
  isValidElement,
  lazy,
  Suspense,
  useContext,
  useEffect,
  useId,
  useState,
  type ReactNode,
} from 'react';
import { useLocation } from '@docusaurus/router';
import type { Saved } from '../../workbook/progress.ts';
import { lessonOf, loadProgress, reading } from '../../workbook/reading.ts';
import { useTeller } from '../keeping/useTeller.ts';
import styles from './lesson.module.css';

const StorageTrouble = lazy(() =>
  import(/* webpackChunkName: "lockstep-keeping" */ '../keeping/Notices.tsx').then(({ StorageTrouble }) => ({
    default: StorageTrouble,
  })),
);

const preload = () => void loadProgress().catch(() => undefined);

interface ChoiceProps {
  readonly answer: string;
  readonly correct?: boolean;
  readonly children: ReactNode;
}

const Chosen = createContext<{ group: string; chosen: string | undefined; choose: (answer: string) => void }>(
  {
    group: '',
    chosen: undefined,
    choose: () => {},
  },
);

/** A question to answer before the run that answers it. Each choice explains itself once it is chosen. */
export function Predict({ id, question, children }: { id: string; question: string; children: ReactNode }) {
  const group = useId();
  const { pathname } = useLocation();
  const [chosen, setChosen] = useState<string>();
  const lesson = lessonOf(pathname);
  const [saved, setSaved] = useState<Saved>('saved');
  const tells = useTeller(saved);
  useEffect(() => {
    const read = () => setChosen(reading().readPrediction(lesson, id));
    read();
    return reading().subscribe(read);
  }, [lesson, id]);

  function choose(answer: string) {
    setChosen(answer);
    void loadProgress()
      .then((progress) => setSaved(progress.savePrediction(lesson, id, answer)))
      .catch(() => undefined);
  }
  const choices = Children.toArray(children).filter((child) => isValidElement(child));
  return (
    <fieldset
      className={styles.predict}
      aria-label={`Predict: ${question}`}
      onFocus={preload}
      onPointerEnter={preload}
    >
      <legend className={styles.label}>Predict, then run</legend>
      <p className={styles.question}>{question}</p>
      <Chosen value={{ group, chosen, choose }}>{choices}</Chosen>
      <div aria-live="polite">
        {tells && (
          <Suspense>
            <StorageTrouble saved={saved} />
          </Suspense>
        )}
      </div>
    </fieldset>
  );
}

export function Choice({ answer, correct = false, children }: ChoiceProps) {
  const { group, chosen, choose } = useContext(Chosen);
  const isChosen = chosen === answer;
  return (
    <div className={styles.choice} data-chosen={isChosen ? (correct ? 'right' : 'wrong') : undefined}>
      <label>
        <input type="radio" name={group} checked={isChosen} onChange={() => choose(answer)} /> {answer}
      </label>
      <div role="status" className={styles.explanation} hidden={!isChosen}>
        <p className={styles.judgement}>{correct ? '✓ Right.' : '✗ Not so.'}</p>
        {children}
      </div>
      <noscript>
        <details className={styles.explanation}>
          <summary>{correct ? 'Right' : 'Not so'}</summary>
          {children}
        </details>
      </noscript>
    </div>
  );
}
