import { useEffect, useState } from 'react';

/** Whether the reader has asked for no motion. */
export function useReducedMotion(): boolean {
  const [reduced, setReduced] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const listen = () => setReduced(media.matches);
    media.addEventListener('change', listen);
    return () => media.removeEventListener('change', listen);
  }, []);
  return reduced;
}

const query = '(prefers-reduced-motion: reduce)';
