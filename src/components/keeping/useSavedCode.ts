import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Files } from '../../runner/runner.ts';
import type { Draft, DraftState } from '../../workbook/draft.ts';
import { reading, type Subject } from '../../workbook/reading.ts';
import { sameFiles } from '../../workbook/same-files.ts';

export interface SavedCode {
  /** The text as it is now. */
  readonly files: () => Files;
  /** Rises whenever the text was replaced by anything but typing. */
  readonly edition: number;
  /** Present once the learner can type; nothing is typed that could not be stored. */
  readonly draft?: Draft;
  readonly state: DraftState;
  /** Loads what writes, for whoever needs it before the editor has come. */
  readonly open: () => Promise<Draft>;
}

const untouched: DraftState = { edition: 0, edited: false, saved: 'saved' };
const nobody = () => () => {};

/**
 * The learner's text of an exercise or an example: read before the first paint, and stored as it is typed. What stores it
 * comes with the editor.
 *
 * @param near true once the editor may be wanted
 */
export function useSavedCode(subject: Subject, original: Files, near: boolean): SavedCode {
  const shown = useRef(original);
  const [begun, setBegun] = useState(0);
  const [draft, setDraft] = useState<Draft>();
  const live = useRef<Draft>(undefined);
  const opened = useRef<Promise<Draft>>(undefined);

  // Before the first paint, and before an example runs.
  useLayoutEffect(() => {
    const read = () => {
      const files = reading().readFiles(subject, original);
      if (sameFiles(files, shown.current)) return;
      shown.current = files;
      setBegun((times) => times + 1);
    };
    read();
    return draft ? undefined : reading().subscribe(read);
  }, [subject, original, draft]);

  const open = useCallback(
    () =>
      (opened.current ??= import(/* webpackChunkName: "lockstep-progress" */ '../../workbook/draft.ts')
        .then(({ openDraft }) => {
          const draft = openDraft(subject, original);
          live.current = draft;
          setDraft(draft);
          return draft;
        })
        .catch((error: unknown) => {
          opened.current = undefined; // so that it is tried again
          throw error;
        })),
    [subject, original],
  );
  useEffect(() => {
    if (near) void open().catch(() => undefined);
  }, [near, open]);

  useEffect(() => {
    if (!draft) return;
    const hidden = () => (document.visibilityState === 'hidden' ? draft.flush() : draft.catchUp());
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', draft.flush);
    addEventListener('pageshow', draft.catchUp);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', draft.flush);
      removeEventListener('pageshow', draft.catchUp);
    };
  }, [draft]);
  useEffect(
    () => () => {
      void opened.current?.then((draft) => draft.close());
      opened.current = undefined;
      live.current = undefined;
      setDraft(undefined);
    },
    [subject, original],
  );

  const state = useSyncExternalStore(
    draft?.subscribe ?? nobody,
    () => draft?.state() ?? untouched,
    () => untouched,
  );
  return {
    files: useCallback(() => live.current?.files() ?? shown.current, []),
    edition: begun + state.edition,
    draft,
    state: draft ? state : { ...state, edited: !sameFiles(shown.current, original) },
    open,
  };
}
