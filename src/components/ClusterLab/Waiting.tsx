import styles from './ClusterLab.module.css';

/** In the place of the lab until it comes, and for good where no script runs. */
export function Waiting() {
  return (
    <p className={styles.waiting}>
      Here a cluster runs: servers, their logs, and the messages between them. It needs a script to run.
    </p>
  );
}

export function NotLoaded() {
  return (
    <p className={styles.waiting} role="alert">
      The lab did not load. Check the connection, and reload the page.
    </p>
  );
}
