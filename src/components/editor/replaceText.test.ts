import { EditorState, type TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isFromOutside, replaceText } from './replaceText.ts';

/** As much of a view as needs no browser. */
function viewOf(doc: string, cursor = 0) {
  const view = {
    state: EditorState.create({ doc, selection: { anchor: cursor } }),
    outside: [] as boolean[],
    dispatch(spec: TransactionSpec) {
      const transaction = view.state.update(spec);
      view.outside.push(isFromOutside(transaction));
      view.state = transaction.state;
    },
  };
  return view;
}

it('makes any text any other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const view = viewOf(before);
      replaceText(view as unknown as EditorView, after);
      expect(view.state.doc.toString()).toBe(after);
      expect(view.outside).toEqual(before === after ? [] : [true]);
    }),
  );
});

it('leaves the cursor at the words at which it was', () => {
  const view = viewOf('one\ntwo\nthree\n', 'one\ntwo\nth'.length);
  replaceText(view as unknown as EditorView, 'one\nand a half\ntwo\nthree\n');
  expect(view.state.sliceDoc(view.state.selection.main.head)).toBe('ree\n');
});
