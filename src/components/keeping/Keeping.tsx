import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { SavedCode } from './useSavedCode.ts';
import { useTeller } from './useTeller.ts';

const Notices = lazy(() =>
  import(/* webpackChunkName: "lockstep-keeping" */ './Notices.tsx').then(({ Notices }) => ({
    default: Notices,
  })),
);
const HistoryPanel = lazy(() =>
  import(/* webpackChunkName: "lockstep-keeping" */ './HistoryPanel.tsx').then(({ HistoryPanel }) => ({
    default: HistoryPanel,
  })),
);

interface KeepingProps {
  readonly of: 'exercise' | 'example';
  readonly saved: SavedCode;
  readonly history: HistoryToggle;
}

/** Below an editor: what happened to its text, and its history when asked for. */
export function Keeping({ of, saved: { draft, state }, history }: KeepingProps) {
  const tells = useTeller(state.saved);
  return (
    <>
      {/* The exercise has one status, its verdict; this is read out beside it. */}
      <div aria-live="polite">
        {draft && (tells || state.notice || state.oldOriginal) && (
          <Suspense>
            <Notices of={of} draft={draft} state={state} tells={tells} />
          </Suspense>
        )}
      </div>
      {draft && history.open && (
        <Suspense>
          <HistoryPanel of={of} draft={draft} onClose={history.close} />
        </Suspense>
      )}
    </>
  );
}

/** The button and whether the panel is open; closing gives the focus back to the button. */
export function useHistoryToggle({ open: load }: Pick<SavedCode, 'open'>) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    button.current?.focus();
  }, []);
  const toggle = useCallback(() => {
    void load().then(
      (draft) => {
        draft.flush();
        setOpen((open) => !open);
      },
      () => undefined,
    );
  }, [load]);
  return { open, close, toggle, button };
}

export type HistoryToggle = ReturnType<typeof useHistoryToggle>;

export function HistoryButton({ history: { open, toggle, button } }: { history: HistoryToggle }) {
  return (
    <button ref={button} type="button" aria-expanded={open} onClick={toggle}>
      History
    </button>
  );
}
