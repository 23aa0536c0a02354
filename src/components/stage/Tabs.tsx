import { useId, useRef, useState, type ReactNode } from 'react';
import styles from './panels.module.css';

export interface Panel {
  readonly name: string;
  readonly show: () => ReactNode;
}

/** One panel at a time, in a part of the card that keeps its height. */
export function Tabs({ panels, label }: { readonly panels: readonly Panel[]; readonly label: string }) {
  const [open, setOpen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const shown = panels[open] ?? panels[0]!;

  function move(key: string): boolean {
    const next = { ArrowRight: open + 1, ArrowLeft: open - 1, Home: 0, End: panels.length - 1 }[key];
    if (next === undefined) return false;
    const index = (next + panels.length) % panels.length;
    setOpen(index);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
    return true;
  }
  return (
    <>
      <div ref={list} className={styles.tabs} role="tablist" aria-label={label}>
        {panels.map(({ name }, index) => (
          <button
            key={name}
            id={`${id}${name}`}
            type="button"
            role="tab"
            aria-selected={index === open}
            aria-controls={id}
            tabIndex={index === open ? 0 : -1}
            onClick={() => setOpen(index)}
            onKeyDown={(event) => {
              if (move(event.key)) event.preventDefault();
            }}
          >
            {name}
          </button>
        ))}
      </div>
      {/* It scrolls by itself, so the keyboard must be able to reach it. */}
      {}
      <div
        id={id}
        className={styles.panel}
        role="tabpanel"
        aria-labelledby={`${id}${shown.name}`}
        tabIndex={0}
      >
        {shown.show()}
      </div>
    </>
  );
}
