import { useRef } from 'react';
import styles from './LiveExample.module.css';

interface FileTabsProps {
  readonly files: readonly string[];
  readonly active: string;
  readonly onChange: (file: string) => void;
  /** Id of the element that shows the active file. */
  readonly panel: string;
}

/** Tabs with one stop in the tab order; arrows, Home and End move between them. */
export function FileTabs({ files, active, onChange, panel }: FileTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  function move(key: string) {
    const at = files.indexOf(active);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: files.length - 1 }[key];
    if (next === undefined) return false;
    const index = (next + files.length) % files.length;
    onChange(files[index]!);
    (list.current?.children[index] as HTMLElement | undefined)?.focus();
    return true;
  }
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label="Files">
      {files.map((file) => (
        <button
          key={file}
          type="button"
          role="tab"
          aria-selected={file === active}
          aria-controls={panel}
          tabIndex={file === active ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(file)}
          onKeyDown={(event) => {
            if (move(event.key)) event.preventDefault();
          }}
        >
          {file.slice(1)}
        </button>
      ))}
    </div>
  );
}
