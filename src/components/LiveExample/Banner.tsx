import { useEffect, useRef } from 'react';
import styles from './Share.module.css';

interface BannerProps {
  readonly ran: boolean;
  readonly onKeep: () => void;
  readonly onBack: () => void;
}

/** Says whose code this is, before anybody runs it. */
export function Banner({ ran, onKeep, onBack }: BannerProps) {
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    banner.current?.focus({ preventScroll: true });
    banner.current?.parentElement?.scrollIntoView();
  }, []);
  return (
    <div ref={banner} className={styles.banner} role="note" aria-label="Shared code" tabIndex={-1}>
      <p>
        <strong>This is shared code, not yours.</strong> {!ran && 'It has not run: read it, then press Run. '}
        Your own code is safe. “Keep it as mine” saves this one in its place, and runs it.
      </p>
      <div className={styles.choices}>
        <button type="button" onClick={onKeep}>
          Keep it as mine
        </button>
        <button type="button" onClick={onBack}>
          Back to my code
        </button>
      </div>
    </div>
  );
}
