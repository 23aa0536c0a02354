import { Annotation, type Transaction } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';

const fromOutside = Annotation.define<true>();

/** True for an edit that did not come from the keyboard: nobody typed it, and nobody is to store it again. */
export const isFromOutside = (transaction: Transaction) => transaction.annotation(fromOutside) === true;

/** Puts another text into an editor. Only what differs is changed, so that the cursor stays where it can; undo brings it back. */
export function replaceText(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  const shortest = Math.min(before.length, text.length);
  let from = 0;
  while (from < shortest && before[from] === text[from]) from++;
  let same = 0;
  while (same < shortest - from && before.at(-1 - same) === text.at(-1 - same)) same++;
  if (from === before.length && from === text.length) return;
  view.dispatch({
    changes: { from, to: before.length - same, insert: text.slice(from, text.length - same) },
    annotations: fromOutside.of(true),
  });
}
