import { lazy, Suspense, useCallback, useState } from 'react';
import { useShortcuts } from './useShortcuts.ts';
import styles from './Shortcuts.module.css';

const Help = lazy(() =>
  import(/* webpackChunkName: "lockstep-shortcuts" */ './Help.tsx').then(({ Help }) => ({ default: Help })),
);

/** The button in the bar, or in the drawer that stands for it on a phone. The one in the bar also listens. */
export function ShortcutsItem({ mobile = false }: { mobile?: boolean }) {
  const [open, setOpen] = useState(false);
  const show = useCallback(() => setOpen(true), []);
  return (
    <>
      {mobile ? (
        <li className="menu__list-item">
          <button type="button" className={`menu__link ${styles.inDrawer}`} onClick={show}>
            Keyboard shortcuts
          </button>
        </li>
      ) : (
        <>
          <Listener onHelp={show} />
          <button
            type="button"
            className={`navbar__item ${styles.button}`}
            aria-label="Keyboard shortcuts"
            title="Keyboard shortcuts"
            onClick={show}
          >
            <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
              <rect x="2.5" y="6" width="19" height="12" rx="2" />
              <path d="M6 10h.01M9.5 10h.01M13 10h.01M16.5 10h.01M6 14h.01M9.5 14h5M18 14h.01" />
            </svg>
          </button>
        </>
      )}
      {open && (
        <Suspense>
          <Help onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Listener({ onHelp }: { onHelp: () => void }) {
  useShortcuts(onHelp);
  return null;
}
