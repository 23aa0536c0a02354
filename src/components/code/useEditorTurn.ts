import { useEffect, useState } from 'react';

const AT_THE_LATEST_MS = 600;

/**
 * When the editor may come. It is the heaviest thing on the page: it waits while someone waits for a program or a
 * verdict, and for a moment in which the browser has nothing else to do, but not for long.
 */
export function useEditorTurn(near: boolean, waiting: boolean): boolean {
  const [come, setCome] = useState(false);
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!near) return;
    const timer = setTimeout(() => setLate(true), AT_THE_LATEST_MS);
    return () => clearTimeout(timer);
  }, [near]);
  const may = near && (late || !waiting);
  useEffect(() => {
    if (!may) return;
    // Safari has no idle callback; a timer of the same length does.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setCome(true), 50);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(() => setCome(true), { timeout: 200 });
    return () => cancelIdleCallback(idle);
  }, [may]);
  return come;
}
