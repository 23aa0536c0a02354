import type { ReactNode } from 'react';
import styles from './Share.module.css';

/** Lies over the end of the page, so that nothing in the lesson moves. */
export function Notice({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  return (
    <div className={styles.notice} role="alert">
      <p>{children}</p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </div>
  );
}
