import { useLayoutEffect, useRef, useState } from 'react';
import { highlightNow } from '#highlight';
import styles from './code.module.css';

/** Code as the server sends it: highlighted, numbered, line for line where the editor will put it. */
export function StaticCode({ code, label }: { code: string; label: string }) {
  return (
    // The code scrolls sideways on a phone, so the keyboard must be able to reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.code} tabIndex={0} role="group" aria-label={label}>
      <Lines key={code} code={code} />
    </pre>
  );
}

/** React leaves alone what the server drew. Code that no server drew comes plain, and in colour when Prism has arrived. */
function Lines({ code }: { code: string }) {
  const element = useRef<HTMLElement>(null);
  const [drawn] = useState(() => ({ __html: highlightNow(code) }));
  useLayoutEffect(() => {
    const { current } = element;
    if (!current || current.firstChild) return;
    current.replaceChildren(...plainLines(code));
    import(/* webpackChunkName: "lockstep-prism" */ './prism.ts').then(
      ({ highlight }) => (current.innerHTML = highlight(code)),
      () => {}, // without a network it stays plain
    );
  }, [code]);
  return <code ref={element} dangerouslySetInnerHTML={drawn} suppressHydrationWarning />;
}

function plainLines(code: string): HTMLElement[] {
  return code
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => {
      const line = document.createElement('span');
      line.className = 'line';
      line.textContent = `${text}\n`;
      return line;
    });
}

const LINE_HEIGHT = 22;
const PADDING = 16;
const MAX_LINES = 30;

/** The height of an editor for this code, in pixels: fixed from the first paint, so that nothing moves when it arrives. */
export const codeHeight = (code: string, spareLines = 0) =>
  Math.min(MAX_LINES, Math.max(6, code.trimEnd().split('\n').length + spareLines)) * LINE_HEIGHT +
  2 * PADDING;
