import Link from '@docusaurus/Link';
import type { Props } from '@theme/NotFound/Content';
import styles from './styles.module.css';

/** Nothing was replicated at this address. */
export default function NotFound({ className }: Props) {
  return (
    <main className={`${styles.page} ${className ?? ''}`}>
      <p className={styles.replicas} aria-hidden="true">
        {['r1', 'r2', 'r3'].map((replica) => (
          <span key={replica}>
            {replica} <b>404</b>
          </span>
        ))}
      </p>
      <h1>Three replicas agree: there is no page here.</h1>
      <p>
        The address may be mistyped, or the lesson may have moved in a new edition. What you wrote in the
        exercises is kept by this browser and has not changed.
      </p>
      <p className={styles.ways}>
        <Link to="/state-machines/">All lessons</Link>
        <Link to="/">The first page</Link>
      </p>
    </main>
  );
}
