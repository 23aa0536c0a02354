import { useEffect, useState } from 'react';
import styles from './stage.module.css';

/** Says where the reader has got to, once they stay there: a key held down would drown a screen reader. */
export function Announcer({ sentence }: { readonly sentence: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(sentence), 350);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <p className={styles.hidden} role="status">
      {said}
    </p>
  );
}
