import { useId, useRef, useState, type ReactNode } from 'react';
import styles from './panels.module.css';

export interface Panel {
  readonly name: string;
  readonly show: () => ReactNode;
}

/** One panel at a time, in a part of the card that keeps its height. */
export function Tabs({ panels, label }: { readonly panels: readonly Panel[]; readonly label: string }) {
  const [open, setOpen] = useState(0);
  const id = useId();
  const at = panels[open] ? open : 0;
  const shown = panels[at]!;
  return (
    <>
      <TabList id={id} label={label} names={panels.map(({ name }) => name)} open={at} onOpen={setOpen} />
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

interface TabListProps {
  /** That of the panel. Its label is the tab with the id `${id}${name}`. */
  readonly id: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly open: number;
  readonly onOpen: (tab: number) => void;
}

/** The tabs alone, for a panel that lies elsewhere. */
export function TabList({ id, label, names, open, onOpen }: TabListProps) {
  const list = useRef<HTMLDivElement>(null);

  function move(key: string): boolean {
    const next = { ArrowRight: open + 1, ArrowLeft: open - 1, Home: 0, End: names.length - 1 }[key];
    if (next === undefined) return false;
    const index = (next + names.length) % names.length;
    onOpen(index);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
    return true;
  }
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label={label}>
      {names.map((name, index) => (
        <button
          key={name}
          id={`${id}${name}`}
          type="button"
          role="tab"
          aria-selected={index === open}
          aria-controls={id}
          tabIndex={index === open ? 0 : -1}
          onClick={() => onOpen(index)}
          onKeyDown={(event) => {
            if (move(event.key)) event.preventDefault();
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
