import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useLocation } from '@docusaurus/router';
import type { Files } from '../../runner/runner.ts';
import { arrivalOnServer, currentArrival, examplesHere, onArrival } from './inbox.ts';

/**
 * Somebody else's code in place of the reader's, when a link has brought it. It is held until the reader runs it, and stored
 * only if the reader keeps it.
 *
 * @param files what the lesson gives the example
 */
export function useShared(title: string, files: Files) {
  const { pathname } = useLocation();
  const arrival = useSyncExternalStore(onArrival, currentArrival, arrivalOnServer);
  const shownFiles = useRef<Files>(undefined);
  const held = useRef(false);
  const [{ arrived, left, ran }, setState] = useState({ arrived: 0, left: 0, ran: false });

  useEffect(() => {
    examplesHere.set(title, files);
    return () => void examplesHere.delete(title);
  }, [title, files]);

  // Before anything runs that this render has set free.
  useLayoutEffect(() => {
    if (arrival.kind !== 'arrived' || arrival.example !== title || arrival.pathname !== pathname) return;
    const fresh = shownFiles.current === undefined;
    shownFiles.current = arrival.files;
    held.current = true;
    setState(({ arrived, left }) => ({ arrived: arrived + 1, left: fresh ? left : left + 1, ran: false }));
  }, [arrival, title, pathname]);

  return {
    /** How many times a link has brought code. */
    arrived,
    /** Rises whenever other files are to be shown. */
    edition: arrived + left,
    /** Whether somebody else's code is shown. */
    shown: arrived > left,
    ran,
    /** False while a link is being opened. */
    settled: arrival.kind !== 'opening',

    /** Somebody else's code as it is now, while it is shown. */
    theirs: useCallback(() => shownFiles.current, []),

    typeInTheirs: useCallback((path: string, text: string) => {
      shownFiles.current = { ...shownFiles.current, [path]: text };
    }, []),

    /** Read from the page itself: the first run is decided before React has heard of a link. */
    mayRun: useCallback(() => !held.current && currentArrival().kind !== 'opening', []),

    /** The reader says that it may run. */
    release: useCallback(() => {
      held.current = false;
      setState((state) => (state.ran ? state : { ...state, ran: true }));
    }, []),

    /** Shows the reader's own code again. @returns what was shown until now */
    leave(): Files | undefined {
      const files = shownFiles.current;
      shownFiles.current = undefined;
      held.current = false;
      setState((state) => ({ ...state, left: state.arrived }));
      // A reload shall not bring the other code again. Docusaurus' own history would scroll to the top of the page.
      history.replaceState(history.state, '', pathname);
      return files;
    },
  };
}
