import { useRef, useState, type KeyboardEvent } from 'react';
import type { Frame } from './frames.ts';
import type { Stage } from './layout.ts';
import { messageInWords, nodeInWords } from './words.ts';
import type { Mark } from './shapes.ts';
import type { Selection } from './ClusterStage.tsx';
import styles from './ClusterStage.module.css';

interface StageButtonsProps {
  readonly stage: Stage;
  readonly frame: Frame;
  readonly marks: readonly Mark[];
  readonly selected: Selection | null;
  readonly onSelect?: (selected: Selection | null) => void;
  readonly playing: boolean;
}

/** The picture for the keyboard: nodes, and behind them messages, each group one stop of the Tab key and arrows within. */
export function StageButtons({ stage, frame, marks, selected, onSelect, playing }: StageButtonsProps) {
  const size = (stage.radius + 8) * 2;
  const choose = (next: Selection, isChosen: boolean) => onSelect?.(isChosen ? null : next);
  return (
    <>
      <Rove
        label="Servers"
        items={frame.nodes.map((node, index) => {
          const isChosen = selected?.kind === 'node' && selected.name === node.name;
          return {
            key: node.name,
            words: nodeInWords(node),
            ...stage.nodes[index]!,
            size,
            isChosen,
            choose: () => choose({ kind: 'node', name: node.name }, isChosen),
          };
        })}
      />
      {/* They cannot be caught while they move. */}
      {!playing && marks.length > 0 && (
        <Rove
          label="Messages on their way"
          items={marks.map(({ flight, x, y, fate }) => {
            const isChosen = selected?.kind === 'message' && selected.number === flight.number;
            return {
              key: String(flight.number),
              words: messageInWords(flight, fate),
              x,
              y,
              size: 26,
              isChosen,
              choose: () => choose({ kind: 'message', number: flight.number }, isChosen),
            };
          })}
        />
      )}
    </>
  );
}

interface Item {
  readonly key: string;
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

/** Pointers find what is below: messages overlap, and the nearest is meant. */
function Rove({ label, items }: { readonly label: string; readonly items: readonly Item[] }) {
  const group = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const at = Math.min(stop, items.length - 1);

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : by && at + by;
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const index = (next + items.length) % items.length;
    setStop(index);
    (group.current?.children[index] as HTMLElement | undefined)?.focus();
  }
  return (
    <div ref={group} role="group" aria-label={label} className={styles.buttons} data-marks>
      {items.map(({ key, words, x, y, size, isChosen, choose }, index) => (
        <button
          key={key}
          type="button"
          aria-label={words}
          aria-pressed={isChosen}
          tabIndex={index === at ? 0 : -1}
          style={{ left: x - size / 2, top: y - size / 2, width: size, height: size }}
          onClick={choose}
          onFocus={() => setStop(index)}
          onKeyDown={onKeyDown}
        />
      ))}
    </div>
  );
}
