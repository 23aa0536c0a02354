import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  currentCompletions,
  moveCompletionSelection,
  selectedCompletion,
  setSelectedCompletion,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { keymap, ViewPlugin, type Command } from '@codemirror/view';
import { language } from '../../language/client.ts';
import { filesNow, type TypesContext } from './types.ts';
import { drawType } from './typeTips.ts';

/**
 * Completion from the type checker. As one types, it only offers: Enter stays a new line and Tab takes the first offer.
 * Asked for, with Ctrl+Space, its first offer is chosen, and Enter takes it too.
 */
export function completion(context: TypesContext): Extension {
  const complete = language.inTurn('complete');

  async function source(at: CompletionContext): Promise<CompletionResult | null> {
    const begun = at.matchBefore(/[\w$.'"`]$/);
    if (!at.view || (!begun && !at.explicit)) return null;
    // Asked anew for every text. An empty answer that came after the next key would leave the list waiting for ever.
    at.addEventListener('abort', () => {}, { onDocChange: true });
    const place = { files: filesNow(context, at.view), path: context.path, offset: at.pos };
    const typed = at.explicit ? undefined : begun?.text;
    const found = await complete({ ...place, typed }).catch(() => undefined);
    if (!found || found.options.length === 0) return null;
    return {
      from: found.from,
      validFor: /^[\w$]*$/,
      options: found.options.map(({ label, kind, rank }) => ({
        label,
        detail: kind,
        boost: -Math.min(rank, 99),
        info: async () => {
          const about = await language.ask('describe', { ...place, label }).catch(() => undefined);
          return about ? drawType(about) : null;
        },
      })),
    };
  }

  return [
    // Before the keys that the list brings along: of two bindings for a key, the first that does something counts.
    Prec.highest(
      keymap.of([
        { key: 'Tab', run: takeFirst },
        { key: 'Ctrl-Space', run: ask },
        { key: 'Escape', run: callOff },
      ]),
    ),
    // Nothing is taken unawares, so that no key need wait before it may take something.
    autocompletion({ override: [source], selectOnOpen: false, interactionDelay: 0, icons: false }),
    selectWhenAsked,
  ];
}

const takeFirst: Command = (view) => {
  if (completionStatus(view.state) !== 'active') return false;
  if (!selectedCompletion(view.state)) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
};

/** A list that is not there yet takes no Escape from the reader, who wants to leave the editor. */
const callOff: Command = (view) => {
  if (completionStatus(view.state) === 'pending') closeCompletion(view);
  return false;
};

/** Until the list closes, whatever else comes into it. */
const selectWhenAsked = ViewPlugin.define((view) => {
  let asked = false;
  return {
    ask: () => (asked = true),
    update({ state }) {
      if (completionStatus(state) === null) asked = false;
      if (!asked || selectedCompletion(state) || currentCompletions(state).length === 0) return;
      // A view may not be changed while it is being updated.
      queueMicrotask(() => view.dispatch({ effects: setSelectedCompletion(0) }));
    },
  };
});

const ask: Command = (view) => {
  view.plugin(selectWhenAsked)?.ask();
  return startCompletion(view);
};
