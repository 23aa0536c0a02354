import { flushSync } from 'react-dom';

/**
 * Calls `print` when the page is to be drawn on paper, with all that its state changes bring, and `forget` when that is
 * over. Returns what ends it.
 */
export function onPaper(print: () => void, forget: () => void): () => void {
  // The browser draws the paper as soon as this returns.
  const now = () => flushSync(print);
  const paper = matchMedia('print');
  const onChange = () => (paper.matches ? now() : forget());
  addEventListener('beforeprint', now);
  addEventListener('afterprint', forget);
  paper.addEventListener('change', onChange);
  if (paper.matches) print();
  return () => {
    removeEventListener('beforeprint', now);
    removeEventListener('afterprint', forget);
    paper.removeEventListener('change', onChange);
  };
}
