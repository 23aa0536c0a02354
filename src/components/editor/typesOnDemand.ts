import { Compartment, Prec, StateEffect, type Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type ViewUpdate } from '@codemirror/view';
import type { types, TypesContext } from './types.ts';

/** Another of the files has another text, which may change what is right in this one. */
export const changedOtherFiles = StateEffect.define();

export const otherFilesChanged = ({ transactions }: ViewUpdate): boolean =>
  transactions.some(({ effects }) => effects.some((effect) => effect.is(changedOtherFiles)));

/** Set by the first editor of the page that anyone came to; from then on the others need not wait to be asked. */
let loading: Promise<{ readonly types: typeof types }> | undefined;

const load = () => {
  // The worker's script is on its way while the editor's part of it loads.
  void import(/* webpackChunkName: "lockstep-language" */ '../../language/client.ts').then(
    ({ language }) => language.warmUp(),
    () => {},
  );
  return import(/* webpackChunkName: "lockstep-types" */ './types.ts');
};

/**
 * Squiggles, types, completion and definitions for this editor, once a reader comes to it: by focus, or with the pointer
 * or a finger. Until then nothing of it is loaded, and until it has come, typing goes on without it.
 */
export function typesOnDemand(context: TypesContext): Extension {
  const slot = new Compartment();
  let asked = false;
  function wake(view: EditorView) {
    if (asked) return;
    asked = true;
    loading ??= load();
    loading.then(
      ({ types }) => {
        if (view.dom.isConnected) view.dispatch({ effects: slot.reconfigure(types(context)) });
      },
      () => {
        loading = undefined; // offline before the first time: whoever comes back tries again
        asked = false;
      },
    );
  }
  return [
    // Before Sandpack's own keys, and before Escape leaves the editor: it closes what is open first.
    Prec.highest(slot.of([])),
    ViewPlugin.define(
      (view) => {
        if (loading) queueMicrotask(() => wake(view));
        return {};
      },
      {
        eventHandlers: {
          focus: (_event, view) => wake(view),
          mouseover: (_event, view) => wake(view),
          touchstart: (_event, view) => wake(view),
        },
      },
    ),
  ];
}
