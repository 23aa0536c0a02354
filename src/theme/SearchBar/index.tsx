import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { FoundProps, Popup } from '../../components/Search/Found.tsx';
import styles from './styles.module.css';

// Nothing but the box itself belongs to the page's first bytes: what finds and shows comes with the first focus.
const Found = lazy<React.ComponentType<FoundProps>>(() =>
  import(/* webpackChunkName: "lockstep-search" */ '../../components/Search/Found.tsx').then(
    ({ Found }) => ({ default: Found }),
    () => ({ default: Unavailable }),
  ),
);

/** The search box of the navbar: "/" or Ctrl+K leads to it, arrows and Enter lead on, Escape leads back. */
export default function SearchBar() {
  const input = useRef<HTMLInputElement>(null);
  const keysRef = useRef<FoundProps['keysRef']['current']>(undefined);
  const [wanted, setWanted] = useState(false);
  const [query, setQuery] = useState('');
  const [entered, setEntered] = useState(false);
  const [open, setOpen] = useState(false);
  const [popup, setPopup] = useState<Popup>();
  const list = useId();

  useEffect(() => {
    // What was typed before React came counts too.
    setQuery(input.current!.value);
    if (document.activeElement === input.current) {
      setWanted(true);
      setOpen(true);
    }
    const jump = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', jump);
    return () => document.removeEventListener('keydown', jump);
  }, []);

  function ask(query: string, isOpen: boolean) {
    setQuery(query);
    setEntered(false);
    setOpen(isOpen);
  }

  function leave() {
    input.current!.value = '';
    ask('', false);
    input.current!.blur();
  }

  function keyDown(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') setEntered(true);
    else if (event.key !== 'Escape') keysRef.current?.(event);
    else if (open && query) setOpen(false);
    else leave();
    if (event.key === 'Escape') event.preventDefault(); // which would empty the box
  }

  return (
    <div role="search" className={styles.search}>
      <input
        ref={input}
        className={styles.input}
        type="search"
        role="combobox"
        aria-label="Search"
        aria-autocomplete="list"
        aria-expanded={open && popup !== undefined}
        aria-controls={open && popup ? list : undefined}
        aria-activedescendant={open ? popup?.active : undefined}
        aria-keyshortcuts="/ Control+K Meta+K"
        placeholder="Search"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        onPointerEnter={() => setWanted(true)}
        onFocus={() => {
          setWanted(true);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onChange={(event) => ask(event.target.value, true)}
        onKeyDown={keyDown}
      />
      <kbd className={styles.shortcut} aria-hidden="true">
        /
      </kbd>
      {wanted && (
        <Suspense>
          <Found
            query={query.trim()}
            entered={entered}
            open={open}
            list={list}
            keysRef={keysRef}
            onPopup={setPopup}
            onLeave={leave}
          />
        </Suspense>
      )}
    </div>
  );
}

/** A slash while nothing is being written, or Ctrl+K (on a Mac, where Ctrl+K deletes to the line's end, Cmd+K). */
function isShortcut({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
  if (key.toLowerCase() === 'k') return !altKey && (mac ? metaKey && !ctrlKey : ctrlKey && !metaKey);
  const writing =
    target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
  return key === '/' && !ctrlKey && !metaKey && !altKey && !writing;
}

function Unavailable({ query, open }: FoundProps) {
  return open && query ? (
    <p className={styles.unavailable} role="status">
      Search could not be loaded. Check the connection and reload the page.
    </p>
  ) : null;
}
