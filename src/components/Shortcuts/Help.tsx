import { useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { keyInWords, shortcuts } from '../../workbook/shortcuts.ts';
import { singleKeysAreOn, switchSingleKeys } from './useShortcuts.ts';
import styles from './Shortcuts.module.css';

const inEditors = [
  { keys: ['Mod', 'Enter'], joined: '+', words: 'Run the example, or check the exercise' },
  { keys: ['Esc', 'Tab'], joined: 'then', words: 'Leave the editor' },
  { keys: ['Mod', 'Z'], joined: '+', words: 'Undo what you typed' },
  { keys: ['F8', 'Shift F8'], joined: 'or', words: 'Go to the next type error, or to the one before' },
  { keys: ['F2'], joined: '+', words: 'Say the type of what the cursor is on' },
  { keys: ['F12'], joined: '+', words: 'Go to where it is defined' },
  { keys: ['Ctrl', 'Space'], joined: '+', words: 'Complete what you began' },
] as const;

/** All shortcuts in words. Focus goes back to where it was. */
export function Help({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [on, setOn] = useState(singleKeysAreOn);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();

  return createPortal(
    // A click beside the dialog closes it; the keyboard has Esc, which the browser brings.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.help}
      aria-labelledby={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div className={styles.inside}>
        <header>
          <h2 id={title}>Keyboard shortcuts</h2>
          <button type="button" onClick={close}>
            Close
          </button>
        </header>
        <h3>In an editor</h3>
        <dl>
          {inEditors.map(({ keys, joined, words }) => (
            <Row key={words} keys={keys} joined={joined} words={words} />
          ))}
        </dl>
        <h3>Anywhere else</h3>
        <dl data-off={!on || undefined}>
          {shortcuts.map(({ id, keys, words }) => (
            <Row key={id} keys={keys} joined="then" words={words} />
          ))}
        </dl>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={on}
            onChange={({ target }) => {
              setOn(target.checked);
              switchSingleKeys(target.checked);
            }}
          />
          Use these single-key shortcuts
        </label>
        <p className={styles.aside}>
          They never act while you type. Switch them off if you speak to your computer, or if another program
          uses the same keys.
        </p>
      </div>
    </dialog>,
    document.body,
  );
}

function Row({ keys, joined, words }: { keys: readonly string[]; joined: string; words: string }) {
  const { platform } = navigator;
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && <span className={styles.joined}> {joined} </span>}
            <kbd>{keyInWords(key, platform)}</kbd>
          </span>
        ))}
      </dd>
    </div>
  );
}
