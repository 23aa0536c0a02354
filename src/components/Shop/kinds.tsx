import type { ReactNode } from 'react';
import type { StoreKind } from '../../events/shop/architecture.ts';
import styles from './Stores.module.css';

/** What a row of such a store is worth. */
export const kindWords: Readonly<Record<StoreKind, string>> = {
  table: 'the record itself, overwritten in place',
  events: 'the record itself: facts, only appended',
  commands: 'the record itself: requests, only appended',
  copy: 'what somebody else owns, as it was heard',
  view: 'made from records, for one question; can be built anew',
  queue: 'waits to be delivered or answered',
};

/** A record has a full frame, what is made of it a dashed one, what passes through none. */
const signs: Readonly<Record<StoreKind, ReactNode>> = {
  table: <path d="M1.5 2.5h13v11h-13zM1.5 6.2h13M1.5 9.8h13M6 2.5v11" />,
  events: <path d="M1.5 2h13v3h-13zM1.5 6.5h13v3h-13zM1.5 11h13v3h-13z" />,
  commands: <path d="M1.5 2.5h13v11h-13zM4 5.5l2.6 2.5L4 10.5M8.5 10.8h3.6" />,
  copy: <path d="M4.5 1.5h10v10h-10zM1.5 4.5v10h10" strokeDasharray="2 1.4" />,
  view: (
    <path
      d="M1.5 8c3.4-5.6 9.6-5.6 13 0-3.4 5.6-9.6 5.6-13 0zM8 6.2a1.8 1.8 0 1 0 .01 0"
      strokeDasharray="2 1.2"
    />
  ),
  queue: <path d="M1.5 5.5h3.4v5H1.5zM6.3 5.5h3.4v5H6.3zM11.5 5l3 3-3 3" />,
};

export const KindSign = ({ kind }: { readonly kind: StoreKind }) => (
  <svg className={styles.sign} width={16} height={16} viewBox="0 0 16 16" aria-hidden>
    {signs[kind]}
  </svg>
);
