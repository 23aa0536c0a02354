import { useLayoutEffect, useRef } from 'react';
import { printRequest } from '../../events/shop/words.ts';
import type { Asked } from '../../workbook/shop/heard.ts';
import { keepInSight } from '../stage/InWords.tsx';
import styles from './AskedList.module.css';

/** What the people of the story have asked up to the chosen moment, and what they heard, and when. */
export function AskedList({ asked }: { readonly asked: readonly Asked[] }) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => keepInSight(list.current?.lastElementChild ?? null), [asked.length]);
  if (asked.length === 0) return <p className={styles.nothing}>Nobody has asked for anything yet.</p>;
  return (
    <ol ref={list} className={styles.asked}>
      {asked.map(({ client, request, to, at, times, heard }) => (
        <li key={`${client} ${at} ${printRequest(request)}`}>
          <span className={styles.time}>{at} ms</span>
          <span>
            <b>{client}</b> to {to}: {printRequest(request)}
            {times > 1 && <span className={styles.aside}> asked {times} times</span>}
            <Heard heard={heard} at={at} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Heard({ heard, at }: Pick<Asked, 'heard' | 'at'>) {
  if (heard === null) return <span className={styles.heard}>hears nothing yet</span>;
  const { reply } = heard;
  const after = `after ${heard.at - at} ms`;
  if (reply.kind === 'done') return <span className={styles.heard}>hears “done” {after}</span>;
  if (reply.kind === 'refused')
    return (
      <span className={styles.heard} data-refused>
        is refused {after}: {reply.sentence}
      </span>
    );
  return (
    <span className={styles.heard}>
      reads {after}: {reply.lines.length === 0 ? 'nothing at all' : null}
      {reply.lines.map((line) => (
        <code key={line}>{line}</code>
      ))}
    </span>
  );
}
