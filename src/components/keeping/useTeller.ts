import { useEffect, useState } from 'react';
import type { Saved } from '../../workbook/progress.ts';

/** Which part of the page says that something could not be stored: the first one that met it, and no other. */
let teller: symbol | undefined;

/** @returns true where this part of the page is the one to say it */
export function useTeller(saved: Saved): boolean {
  const [me] = useState(() => Symbol());
  const [tells, setTells] = useState(false);
  useEffect(() => {
    if (saved === 'saved') return;
    teller ??= me;
    setTells(teller === me);
    return () => {
      if (teller === me) teller = undefined;
      setTells(false);
    };
  }, [saved, me]);
  return tells;
}
