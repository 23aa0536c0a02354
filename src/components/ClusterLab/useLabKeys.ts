import { useEffect, useRef, type KeyboardEvent as ReactKeyboardEvent } from 'react';
import { deedsOnMachine, deedsOnMessage, deedsOnServer, type Deed } from '../../workbook/lab/deeds.ts';
import type { Breach } from '../../workbook/lab/judge.ts';
import { keyMove } from '../ClusterStage/TimeBar.tsx';
import { singleKeysAreOn } from '../Shortcuts/useShortcuts.ts';
import type { ChosenThing } from './chosen.ts';
import type { DeskHands } from './useDesk.ts';
import type { LabHands } from './useLab.ts';

interface LabKeys {
  readonly hands: LabHands;
  readonly desk: DeskHands;
  readonly chosen: ChosenThing;
  readonly breaches: readonly Breach[];
  /** Keys are meant for the lab when nothing else has the focus. */
  readonly page: boolean;
}

/** Keys of the lab (src/workbook/lab/keys.ts), for its own element. On its own page they work before anything has the focus, too. */
export function useLabKeys(lab: LabKeys): (event: ReactKeyboardEvent) => void {
  const latest = useRef(lab);
  latest.current = lab;
  const { page } = lab;
  useEffect(() => {
    if (!page) return;
    const listen = (event: KeyboardEvent) => event.target === document.body && press(event, latest.current);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [page]);
  return (event) => press(event.nativeEvent, latest.current);
}

function press(event: KeyboardEvent, lab: LabKeys): void {
  const { target, key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (event.defaultPrevented || event.isComposing || altKey || isField(target)) return;
  if (ctrlKey || metaKey) {
    if (key !== 'z') return;
    lab.hands.undo();
  } else if (key.length === 1 && key !== ' ' && !singleKeysAreOn()) return;
  else if (!isFor(target, key) || !pressed(key, shiftKey, lab)) return;
  event.preventDefault();
}

/** In a field, keys are text. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type="range"], [type="checkbox"]), textarea, select') !== null;

/** A button is pressed with the space key, and a panel scrolls with the arrows. */
const isFor = (target: EventTarget | null, key: string): boolean =>
  !(target instanceof Element) ||
  !(
    (key === ' ' && target.closest('button, a, summary')) ||
    (key.startsWith('Arrow') && target.closest('[role="tabpanel"], [role="tablist"]'))
  );

/** True when the key means something. */
function pressed(key: string, shift: boolean, lab: LabKeys): boolean {
  const { desk } = lab;
  const move = keyMove(key, shift);
  if (move) desk.move(move);
  else if (key === ' ') desk.player.toggle();
  else if (key === 'Escape') desk.select(null);
  else if (/^[1-9]$/.test(key)) return chooseServer(Number(key), lab);
  else return pressLetter(key.toLowerCase(), lab);
  return true;
}

function chooseServer(number: number, { desk: { frame, select } }: LabKeys): boolean {
  const node = frame.nodes[number - 1];
  if (node) select({ kind: 'node', name: node.name });
  return node !== undefined;
}

function pressLetter(letter: string, lab: LabKeys): boolean {
  const deed = deedsOn(lab.chosen).find(({ key }) => key === letter);
  if (deed) {
    lab.desk.act(deed.does);
    return true;
  }
  switch (letter) {
    case 'h':
      lab.desk.act([{ kind: 'heal-all' }]);
      return true;
    case 'm':
      return chooseMessage(lab);
    case 'w':
      return focus(lab, 'command');
    case ':':
      return focus(lab, 'line');
    case 'o': {
      const { futures } = lab.hands.lab;
      if (futures.kind === 'two') lab.hands.show(futures.shown === 'first' ? 'second' : 'first');
      return futures.kind === 'two';
    }
    case 'b':
      if (lab.breaches[0]) lab.desk.goTo(lab.breaches[0].after);
      return lab.breaches.length > 0;
    default:
      return false;
  }
}

function deedsOn(chosen: ChosenThing): readonly Deed[] {
  if (chosen === null) return [];
  return chosen.kind === 'message'
    ? deedsOnMessage(chosen.message)
    : [...deedsOnMachine(chosen.server), ...deedsOnServer(chosen.server)];
}

function chooseMessage({ desk: { frame, selected, select } }: LabKeys): boolean {
  const numbers = frame.flights.filter(({ fate }) => fate !== 'lost').map(({ flight }) => flight.number);
  const at = selected?.kind === 'message' ? numbers.indexOf(selected.number) : -1;
  const next = numbers[(at + 1) % Math.max(1, numbers.length)];
  if (next !== undefined) select({ kind: 'message', number: next });
  return next !== undefined;
}

function focus({ desk: { element } }: LabKeys, field: 'command' | 'line'): boolean {
  const input = element.current?.querySelector<HTMLInputElement>(`[data-field="${field}"]`);
  input?.focus();
  input?.select();
  return input != null;
}
