import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  closeHoverTooltips,
  hasHoverTooltips,
  hoverTooltip,
  keymap,
  showTooltip,
  type Command,
  type EditorView,
  type Tooltip,
} from '@codemirror/view';
import type { Hover } from '../../language/checker.ts';
import { language } from '../../language/client.ts';
import { say } from './say.ts';
import { filesNow, type TypesContext } from './types.ts';

/** The type of what the pointer rests on, or of what the cursor is at when F2 is pressed. */
export function typeTips(context: TypesContext): Extension {
  const ask = (view: EditorView, offset: number) =>
    language
      .ask('hover', { files: filesNow(context, view), path: context.path, offset })
      .catch(() => undefined);

  const showAtCursor: Command = (view) => {
    const { doc, selection } = view.state;
    void ask(view, selection.main.head).then((hover) => {
      if (view.state.doc !== doc || view.state.selection !== selection) return;
      const text = hover ? plain(hover) : 'Nothing here has a type.';
      view.dispatch({
        effects: [setTip.of(hover ? tip(hover) : null), say.of(text)],
      });
    });
    return true;
  };

  return [
    hoverTooltip(async (view, offset) => {
      const hover = await ask(view, offset);
      return hover ? tip(hover) : null;
    }),
    tipAtCursor,
    keymap.of([{ key: 'F2', run: showAtCursor, preventDefault: true }]),
    Prec.highest(keymap.of([{ key: 'Escape', run: closeTips }])),
  ];
}

const setTip = StateEffect.define<Tooltip | null>();

/** Stays until the cursor moves, the text changes, or Escape. */
const tipAtCursor = StateField.define<Tooltip | null>({
  create: () => null,
  update(shown, { effects, docChanged, selection }) {
    const set = effects.find((effect) => effect.is(setTip));
    if (set) return set.value as Tooltip | null;
    return docChanged || selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

/** The ones under the pointer as well, and what F8 shows. */
const closeTips: Command = (view) => {
  if (!view.state.field(tipAtCursor) && !hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: [setTip.of(null), closeHoverTooltips] });
  return true;
};

const tip = (hover: Hover): Tooltip => ({
  pos: hover.from,
  end: hover.to,
  above: true,
  create: () => ({ dom: drawType(hover) }),
});

const plain = ({ signature, documentation }: Pick<Hover, 'signature' | 'documentation'>) =>
  [signature.map(({ text }) => text).join(''), documentation].filter(Boolean).join('\n');

/** A type and what its author wrote about it, coloured as code is. */
export function drawType({
  signature,
  documentation,
}: Pick<Hover, 'signature' | 'documentation'>): HTMLElement {
  const code = document.createElement('code');
  for (const { text, kind } of signature) {
    const piece = document.createElement('span');
    piece.dataset['kind'] = kind;
    piece.textContent = text;
    code.append(piece);
  }
  const box = document.createElement('div');
  box.className = 'cm-type';
  box.append(code);
  if (documentation) {
    const words = document.createElement('p');
    words.textContent = documentation;
    box.append(words);
  }
  return box;
}
