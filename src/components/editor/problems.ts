import {
  forceLinting,
  forEachDiagnostic,
  linter,
  nextDiagnostic,
  openLintPanel,
  previousDiagnostic,
  setDiagnosticsEffect,
  type Diagnostic,
} from '@codemirror/lint';
import { EditorState, RangeSet, StateField, type Extension, type Text } from '@codemirror/state';
import {
  gutterLineClass,
  GutterMarker,
  keymap,
  ViewPlugin,
  type Command,
  type EditorView,
} from '@codemirror/view';
import type { TypeProblem } from '../../grading/type-problems.ts';
import { language } from '../../language/client.ts';
import { say } from './say.ts';
import { filesNow, type TypesContext } from './types.ts';
import { otherFilesChanged } from './typesOnDemand.ts';

/** How long the keys rest before the types are asked, in milliseconds: a word is not judged while it is typed. */
const AFTER_THE_LAST_KEY = 100;
/** How long the problems stand before they are counted aloud. */
const BEFORE_SAYING = 1_000;

/** Underlines type problems, leads to them by key, and says them. */
export function problems(context: TypesContext): Extension {
  const diagnose = language.inTurn('diagnose');
  /** The text that has been judged last. While another is shown, no underline may mean that nobody has looked yet. */
  let judged: Text | undefined;
  let trouble: string | undefined;

  async function find(view: EditorView): Promise<readonly Diagnostic[]> {
    const { doc } = view.state;
    try {
      const found = await diagnose({ files: filesNow(context, view) });
      if (!found || view.state.doc !== doc) return []; // about a text of the past, and dropped by the linter too
      judged = doc;
      trouble = undefined;
      context.onTypes({ problems: found });
      return found[context.path]!.map((problem) => diagnosticOf(problem, doc));
    } catch (error) {
      trouble = (error as Error).message;
      context.onTypes({ trouble });
      return [];
    }
  }

  const goAndSay =
    (go: Command): Command =>
    (view) => {
      forceLinting(view);
      go(view);
      view.dispatch({ effects: say.of(problemAtCursor(view.state) ?? whyNone(view.state.doc)) });
      return true;
    };

  function whyNone(doc: Text): string {
    if (trouble !== undefined) return `The types were not checked. ${trouble}`;
    return judged === doc ? inWords(0) : 'The types are still being checked.';
  }

  return [
    linter(find, { delay: AFTER_THE_LAST_KEY, needsRefresh: otherFilesChanged }),
    markedLines,
    countAloud,
    keymap.of([
      { key: 'F8', run: goAndSay(nextDiagnostic), shift: goAndSay(previousDiagnostic), preventDefault: true },
      { key: 'Mod-Shift-m', run: openLintPanel, preventDefault: true },
    ]),
    phrases,
  ];
}

function diagnosticOf({ severity, message, ...place }: TypeProblem, doc: Text): Diagnostic {
  const at = (line: number, column: number) => {
    const { from, to } = doc.line(Math.min(line, doc.lines));
    return Math.min(from + column - 1, to);
  };
  return {
    from: at(place.line, place.column),
    to: at(place.endLine, place.endColumn),
    severity,
    message,
    source: `TypeScript ${place.code}`,
  };
}

function problemAtCursor(state: EditorState): string | undefined {
  const { from } = state.selection.main;
  const here: string[] = [];
  forEachDiagnostic(state, ({ message }, start) => {
    if (start === from) here.push(message);
  });
  return here.length === 0 ? undefined : `Line ${state.doc.lineAt(from).number}: ${here.join(' ')}`;
}

const inWords = (count: number) =>
  count === 0
    ? 'No type errors.'
    : `${count} type ${count === 1 ? 'error' : 'errors'}. F8 goes to ${count === 1 ? 'it' : 'the next'}.`;

/** Says how many there are when it is another number, and has been for a while: not with every word that is begun. */
const countAloud = ViewPlugin.define((view) => {
  let said = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    update({ transactions, docChanged }) {
      const judged = transactions.some(({ effects }) =>
        effects.some((effect) => effect.is(setDiagnosticsEffect)),
      );
      if (docChanged || judged) clearTimeout(timer);
      if (judged) timer = setTimeout(count, BEFORE_SAYING);
    },
    destroy: () => clearTimeout(timer),
  };

  function count() {
    let found = 0;
    forEachDiagnostic(view.state, () => found++);
    if (found === said || !view.hasFocus) return;
    said = found;
    view.dispatch({ effects: say.of(inWords(found)) });
  }
});

/** The number of a line with a problem stands out: a gutter of marks would move the code when it comes. */
const marker = new (class extends GutterMarker {
  override elementClass = 'cm-problemLine';
})();

const markedLines = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(lines, { changes, effects, state: { doc } }) {
    let now = lines.map(changes);
    for (const effect of effects) {
      if (!effect.is(setDiagnosticsEffect)) continue;
      const starts = new Set(effect.value.map(({ from }) => doc.lineAt(from).from));
      now = RangeSet.of(
        [...starts].map((from) => marker.range(from)),
        true,
      );
    }
    return now;
  },
  provide: (field) => gutterLineClass.from(field),
});

const phrases = EditorState.phrases.of({
  Diagnostics: 'Type errors',
  'No diagnostics': 'No type errors',
  close: 'Close the list of type errors',
});
