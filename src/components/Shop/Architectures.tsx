import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { stillOf } from '#still';
import { useLocation } from '@docusaurus/router';
import lesson from '../lesson/lesson.module.css';
import { shopName } from '../../workbook/shop/link-name.ts';
import { useNearView } from '../useNearView.ts';
import styles from './Architectures.module.css';

const OpenComparison = lazy(() =>
  import(/* webpackChunkName: "lockstep-shop" */ './OpenComparison.tsx').then(
    ({ OpenComparison }) => ({ default: OpenComparison }),
    () => ({ default: NotLoaded }),
  ),
);

/** The story under five architectures, to be switched and broken. It comes when the reader comes near, into a room that is kept for it. */
export function Architectures() {
  const room = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  const [link, setLink] = useState('');
  const near = useNearView(room, '500px') || link !== '';
  // Other links of the page change nothing here.
  useEffect(() => {
    if (!hash.startsWith(shopName)) return;
    setLink(hash);
    room.current?.scrollIntoView({ block: 'start' });
  }, [hash]);
  return (
    <figure ref={room} className={lesson.figure} data-architectures>
      <div className={styles.room}>
        {near ? (
          <Suspense fallback={<Still />}>
            <OpenComparison hash={link} />
          </Suspense>
        ) : (
          <Still />
        )}
      </div>
      <figcaption>One story, the same faults, five architectures</figcaption>
    </figure>
  );
}

/** What the server drew: the run with which it opens, and the table. React leaves it alone. */
function Still() {
  const [drawn] = useState(() => ({ __html: stillOf({ picture: 'architectures' }) }));
  return <div className={styles.still} dangerouslySetInnerHTML={drawn} suppressHydrationWarning />;
}

const NotLoaded = () => (
  <p className={styles.notLoaded} role="alert">
    The comparison did not load. Check the connection, and reload the page.
  </p>
);
