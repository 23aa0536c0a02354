import { StateEffect } from '@codemirror/state';
import { ViewPlugin } from '@codemirror/view';

/** A sentence for those who hear the page. */
export const say = StateEffect.define<string>();

/**
 * Reads out what is said. CodeMirror's own line is empty again after a fifth of a second, too soon for a braille display;
 * this one stays until there is something else to say.
 */
export const liveLine = ViewPlugin.define((view) => {
  const line = document.createElement('div');
  line.className = 'cm-liveLine';
  line.setAttribute('aria-live', 'polite');
  view.dom.append(line);
  return {
    update({ transactions }) {
      const said = transactions.flatMap(({ effects }) =>
        effects.flatMap((effect) => (effect.is(say) ? [effect.value] : [])),
      );
      if (said.length === 0) return;
      // A new element each time, so that the same sentence is read again.
      const sentence = document.createElement('span');
      sentence.textContent = said.join(' ');
      line.replaceChildren(sentence);
    },
    destroy: () => line.remove(),
  };
});
