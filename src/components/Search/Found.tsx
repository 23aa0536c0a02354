import { useEffect, useState, type RefObject } from 'react';
import { useHistory } from '@docusaurus/router';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { Hit, Piece } from '../../workbook/search-hits.ts';
import { prepare, search } from './engine.ts';
import styles from './Found.module.css';

/** The list is open; `active` is the id of the option that Enter would take. */
export interface Popup {
  readonly active: string;
}

export interface FoundProps {
  readonly query: string;
  /** Enter was pressed, perhaps before there was an answer: the reader goes to the active place as soon as there is one. */
  readonly entered: boolean;
  readonly open: boolean;
  /** Id for the list. */
  readonly list: string;
  /** Where to put what handles the other keys that are pressed in the search box. */
  readonly keysRef: RefObject<((event: React.KeyboardEvent) => void) | undefined>;
  readonly onPopup: (popup: Popup | undefined) => void;
  /** The reader has chosen and goes there. */
  readonly onLeave: () => void;
}

interface Answer {
  readonly query: string;
  /** Undefined when the search failed. */
  readonly hits: readonly Hit[] | undefined;
}

/** What the search box has found, as a list under it. */
export function Found({ query, entered, open, list, keysRef, onPopup, onLeave }: FoundProps) {
  const { baseUrl } = useDocusaurusContext().siteConfig;
  const history = useHistory();
  const [answer, setAnswer] = useState<Answer>({ query: '', hits: [] });
  const [at, setAt] = useState(0);
  const hits = (query && answer.hits) || [];
  const option = (index: number) => `${list}${index}`;

  function go(hit: Hit) {
    history.push(hit.url);
    onLeave();
  }

  useEffect(() => prepare(baseUrl), [baseUrl]);
  useEffect(() => {
    if (!query) return;
    let stale = false;
    search(baseUrl, query)
      .catch(() => undefined)
      .then((hits) => {
        if (stale) return;
        setAnswer({ query, hits });
        setAt(0);
      });
    return () => {
      stale = true;
    };
  }, [baseUrl, query]);

  const isFresh = answer.query === query;
  useEffect(() => {
    if (entered && isFresh && hits[at]) go(hits[at]);
  });

  const active = hits.length > 0 ? option(at) : undefined;
  useEffect(() => {
    onPopup(active === undefined ? undefined : { active });
    if (active !== undefined) document.getElementById(active)?.scrollIntoView({ block: 'nearest' });
  }, [active, onPopup]);

  useEffect(() => {
    keysRef.current = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined || hits.length === 0) return;
      event.preventDefault();
      setAt((at + step + hits.length) % hits.length);
    };
  });

  if (!open || !query) return null;
  return (
    <div className={styles.panel}>
      <p className={styles.sentence} role="status">
        {sentence(query, answer)}
      </p>
      {hits.length > 0 && (
        <ul id={list} className={styles.list} role="listbox" aria-label="What was found">
          {hits.map((hit, index) => (
            // The keyboard stays in the search box, which points at the active option.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={hit.url}
              id={option(index)}
              className={styles.hit}
              role="option"
              aria-selected={index === at}
              onPointerMove={() => setAt(index)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => go(hit)}
            >
              <span className={styles.title}>
                {hit.kind === 'exercise' && <span className={styles.kind}>Exercise </span>}
                <Pieces pieces={hit.title} />
              </span>
              {hit.lesson !== undefined && <span className={styles.lesson}>{hit.lesson}</span>}
              {hit.excerpt && (
                <span className={styles.excerpt}>
                  <Pieces pieces={hit.excerpt} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sentence(query: string, answer: Answer): string {
  if (answer.query !== query && !answer.hits?.length) return 'Searching…';
  if (!answer.hits) return 'The search index could not be loaded. Check the connection and type again.';
  const places = answer.hits.length;
  if (places === 0) return `Nothing found for “${query}”. Try fewer letters, or another word.`;
  return places === 1 ? '1 place' : `${places} places`;
}

const Pieces = ({ pieces }: { pieces: readonly Piece[] }) =>
  pieces.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : text));
