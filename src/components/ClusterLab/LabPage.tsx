import presets from '@generated/lockstep-lab/default/presets.json';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from '@docusaurus/router';
import { labName } from '../../raft/lab-link.ts';
import { NotLoaded, Waiting } from './Waiting.tsx';
import styles from './ClusterLab.module.css';

const OpenLab = lazy(() =>
  import(/* webpackChunkName: "lockstep-lab" */ './OpenLab.tsx').then(
    ({ OpenLab }) => ({ default: OpenLab }),
    () => ({ default: NotLoaded }),
  ),
);

/** What is to be opened. The same, opened again, is another one. */
export type Source =
  { readonly kind: 'preset'; readonly id: string } | { readonly kind: 'link'; readonly hash: string };

/** The lab on a page of its own: with presets, and with links to a moment. The lab itself comes later than the page. */
export function LabPage() {
  const { hash } = useLocation();
  const [source, setSource] = useState<Source>({ kind: 'preset', id: presets[0]!.id });
  const [here, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  useEffect(() => {
    if (hash.startsWith(labName)) setSource({ kind: 'link', hash });
  }, [hash]);
  const about = source.kind === 'preset' ? presets.find(({ id }) => id === source.id) : undefined;
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>Cluster lab</h1>
        <nav className={styles.presets} aria-label="Runs to begin with">
          {presets.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              aria-current={id === about?.id}
              onClick={() => setSource({ kind: 'preset', id })}
            >
              {title}
            </button>
          ))}
        </nav>
        <p className={styles.watch}>
          {about?.watch ??
            'This run came with a link: its seed, its script, and the moment that was looked at.'}
        </p>
      </header>
      <div className={styles.pageRoom}>
        {here ? (
          <Suspense fallback={<Waiting />}>
            <OpenLab source={source} />
          </Suspense>
        ) : (
          <Waiting />
        )}
      </div>
    </main>
  );
}
