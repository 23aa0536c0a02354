import { useLayoutEffect, useRef } from 'react';
import type { StoreKind } from '../../events/shop/architecture.ts';
import type { NodeId } from '../../sim/index.ts';
import type { ShownNode, ShownRow, ShownStore } from '../../workbook/shop/stores.ts';
import stage from '../stage/stage.module.css';
import { keepInSight } from '../stage/InWords.tsx';
import { KindSign, kindWords } from './kinds.tsx';
import styles from './Stores.module.css';

interface StoresProps {
  readonly nodes: readonly ShownNode[];
  /** The node at which the chosen moment happens. */
  readonly here: NodeId | undefined;
  /** `At 120 ms`. */
  readonly when: string;
}

/** What each node keeps at the chosen moment. */
export function Stores({ nodes, here, when }: StoresProps) {
  const all = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const changed = all.current?.querySelector('[data-mark]');
    keepInSight(changed ?? all.current?.querySelector('[data-here]') ?? null);
  }, [nodes]);
  const kinds = new Set(nodes.flatMap(({ stores }) => stores.map(({ kind }) => kind)));
  return (
    <div ref={all} className={styles.stores} role="group" aria-label={`What is stored. ${when}`}>
      <div className={styles.nodes}>
        {nodes.map((node) => (
          <Node key={node.node} {...node} isHere={node.node === here} />
        ))}
      </div>
      <ul className={styles.legend} aria-label="Kinds of stores">
        {[...kinds].map((kind) => (
          <li key={kind}>
            <KindSign kind={kind} /> <b>{kind}</b> {kindWords[kind]}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Node({ node, isUp, stores, isHere }: ShownNode & { readonly isHere: boolean }) {
  return (
    <section
      className={styles.node}
      aria-label={node}
      data-here={isHere || undefined}
      data-down={!isUp || undefined}
    >
      <p className={styles.name}>
        {node} {!isUp && <span>down</span>}
      </p>
      {stores.length === 0 && <p className={styles.nothing}>keeps nothing</p>}
      {stores.map((store) => (
        <Store key={store.name} {...store} />
      ))}
    </section>
  );
}

function Store({ name, kind, rows, checkpoint }: ShownStore) {
  return (
    <div className={styles.store} data-kind={kind}>
      <p className={styles.head}>
        <KindSign kind={kind} /> {name} <span>{headWords(name, kind, checkpoint)}</span>
      </p>
      {rows.length === 0 ? (
        checkpoint === undefined && <p className={styles.nothing}>empty</p>
      ) : (
        <ol>
          {rows.map((row, index) => (
            // Rows have no names of their own; a log may hold the same one twice.
            <Row key={`${row.text} ${row.mark === 'gone' ? 'gone' : ''} ${index}`} {...row} />
          ))}
        </ol>
      )}
    </div>
  );
}

const headWords = (name: string, kind: StoreKind, checkpoint: number | undefined): string =>
  [
    ...(name.includes(kind) ? [] : [kind]),
    ...(checkpoint === undefined ? [] : [`read up to ${checkpoint}`]),
  ].join(', ');

function Row({ text, at, mark, before }: ShownRow) {
  return (
    <li data-mark={mark ?? undefined} data-refused={/\brefused\b/.test(text) || undefined}>
      <span className={styles.time}>
        {at}
        <span className={stage.hidden}> ms{mark && `, ${mark} now`}: </span>
      </span>
      <span className={styles.text}>
        {before !== undefined && (
          <>
            <del>{before}</del>{' '}
          </>
        )}
        {mark === 'gone' ? <del>{text}</del> : mark === null ? text : <ins>{text}</ins>}
      </span>
    </li>
  );
}
