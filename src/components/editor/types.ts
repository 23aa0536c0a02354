import type { Extension } from '@codemirror/state';
import { tooltips, type EditorView } from '@codemirror/view';
import type { Answers } from '../../language/protocol.ts';
import type { Files } from '../../runner/runner.ts';
import { completion } from './completion.ts';
import { definitions } from './definitions.ts';
import { problems } from './problems.ts';
import { liveLine } from './say.ts';
import { typeTips } from './typeTips.ts';
import { typesTheme } from './typesTheme.ts';

/** What the type checker says of the files, or why it says nothing. */
export type TypesNow = { readonly problems: Answers['diagnose'] } | { readonly trouble: string };

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Pixels between a popup and the edge of the window. */
const EDGE = 12;

/** What the editor of one file tells the types, and hears from them. */
export interface TypesContext {
  readonly path: string;
  /** The files of the example or exercise, as far as they are known outside of this editor. */
  readonly files: () => Files;
  readonly onTypes: (now: TypesNow) => void;
  /** Shows another of the files. */
  readonly onOpen: (place: Place) => void;
}

/** Everything that TypeScript does in an editor. A chunk of its own: typesOnDemand.ts loads it. */
export const types = (context: TypesContext): Extension => [
  typesTheme,
  tooltips({ tooltipSpace: belowTheNavbar }),
  liveLine,
  problems(context),
  typeTips(context),
  completion(context),
  definitions(context),
];

/** Where popups may stand: below the bar that stays at the top of the page, and off the edges of a phone. */
function belowTheNavbar() {
  const { clientWidth, clientHeight } = document.documentElement;
  const top = document.querySelector('.navbar')?.getBoundingClientRect().bottom ?? 0;
  return { top: Math.max(0, top), bottom: clientHeight, left: EDGE, right: clientWidth - EDGE };
}

/** The files as they are at this moment, this editor's own text included. */
export const filesNow = ({ path, files }: TypesContext, { state }: EditorView): Files => ({
  ...files(),
  [path]: state.doc.toString(),
});
