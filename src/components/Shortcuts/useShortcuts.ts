import { useEffect } from 'react';
import { useHistory } from '@docusaurus/router';
import useBaseUrl from '@docusaurus/useBaseUrl';
import { placeOf } from '../../workbook/course.ts';
import { reading } from '../../workbook/reading.ts';
import { createMatcher, type ShortcutId } from '../../workbook/shortcuts.ts';
import { offeredLessons } from './offered.ts';

const setting = 'single-key-shortcuts';
export const singleKeysAreOn = () => reading().readSetting(setting) ?? true;
export const switchSingleKeys = (on: boolean) => reading().saveSetting(setting, on);

/** Listens on the whole page for as long as it is shown. */
export function useShortcuts(onHelp: () => void): void {
  const history = useHistory();
  const home = useBaseUrl('/');
  useEffect(() => {
    const go = (href: string | undefined) => href !== undefined && history.push(href);
    // From the address, which is ahead of what is drawn when the key is pressed twice.
    const place = () => placeOf(offeredLessons(), history.location.pathname);
    const actions: Readonly<Record<ShortcutId, () => void>> = {
      help: onHelp,
      next: () => go(place().next?.href),
      previous: () => go(place().previous?.href),
      exercise: goToExercise,
      progress: () => go(`${home}progress/`),
      home: () => go(home),
    };
    const match = createMatcher();
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const { key, ctrlKey, metaKey, altKey } = event;
      if (key === 'Enter' && (ctrlKey || metaKey)) return runWhere(event);
      if (ctrlKey || metaKey || altKey || isTaken(event.target) || !singleKeysAreOn()) return;
      const shortcut = match({ key, at: event.timeStamp });
      if (!shortcut) return;
      event.preventDefault();
      actions[shortcut]();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [history, home, onHelp]);
}

/** True where keys are text or a choice: in editors, fields and lists, and while a dialog is open. */
const isTaken = (target: EventTarget | null) =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="combobox"], [role="listbox"], [role="menu"]',
    ) !== null);

/** Mod+Enter outside the editor, for example on a tab or in the results: the same as in it. */
function runWhere(event: KeyboardEvent) {
  const region = event.target instanceof Element ? event.target.closest('[data-will]') : null;
  const button = region?.querySelector<HTMLButtonElement>('button[data-does-it]');
  if (!button) return;
  event.preventDefault();
  button.click();
}

function goToExercise() {
  const exercise = document.querySelector<HTMLElement>('[data-will="grade"]');
  if (!exercise) return;
  exercise.tabIndex = -1;
  exercise.focus({ preventScroll: true });
  exercise.scrollIntoView();
}
