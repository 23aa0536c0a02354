import { useEffect, useMemo, useRef, useState } from 'react';
import { EditorSelection, Prec } from '@codemirror/state';
import { EditorView, keymap, ViewPlugin } from '@codemirror/view';
import {
  SandpackCodeEditor,
  SandpackProvider,
  useSandpack,
  type CodeEditorRef,
  type SandpackTheme,
} from '@codesandbox/sandpack-react';
import type { Files } from '../../runner/runner.ts';
import { isFromOutside, replaceText } from './replaceText.ts';
import type { Place, TypesNow } from './types.ts';
import { changedOtherFiles, typesOnDemand } from './typesOnDemand.ts';

export interface EditorProps {
  /** The files as they are when the editor opens or `edition` rises; edits come out by `onChange`. */
  readonly files: Files;
  /** A higher number puts `files` in the place of what was typed. Undo brings that back. */
  readonly edition: number;
  readonly active: string;
  /** Files that are not shown, and that those which are may import. */
  readonly beside?: () => Files;
  readonly onChange: (path: string, code: string) => void;
  /** Ctrl+Enter, or Cmd+Enter. */
  readonly onRun: () => void;
  /** Where to put the cursor; a new object moves it again. */
  readonly goTo?: { readonly path: string; readonly line: number; readonly column?: number };
  /** Told what the type checker says, each time it has been asked. */
  readonly onTypes?: (now: TypesNow) => void;
  /** Asked to show another of the files: something there is looked for. */
  readonly onOpen?: (place: Place) => void;
  /** Called once the lines are measured and stand where they will stay. */
  readonly onReady: () => void;
}

/** Sandpack's editor, without its bundler: what runs the code is src/runner. */
export function Editor(props: EditorProps) {
  const { files, active } = props;
  // Sandpack takes a new setup object for a new project and puts the first files back, over what was typed since. So it
  // is given the same objects for as long as it lives.
  const [begin] = useState(() => ({
    files,
    customSetup: { entry: active, environment: 'parcel' as const },
    options: {
      autorun: false,
      activeFile: active,
      visibleFiles: Object.keys(files),
      initMode: 'immediate' as const,
    },
  }));
  return (
    <SandpackProvider {...begin} theme={theme} style={fullHeight}>
      <Inside {...props} />
    </SandpackProvider>
  );
}

function Inside(props: EditorProps) {
  const { files, edition, active, beside, onChange, onRun, goTo, onReady, onTypes, onOpen } = props;
  const { sandpack } = useSandpack();
  const editor = useRef<CodeEditorRef>(null);
  const { activeFile } = sandpack;

  const [opened] = useState(edition);
  useEffect(() => {
    if (edition === opened) return;
    const view = editor.current?.getCodemirror();
    for (const [path, text] of Object.entries(files)) {
      if (path === activeFile && view) replaceText(view, text);
      else sandpack.updateFile(path, text);
    }
    view?.dispatch({ effects: changedOtherFiles.of(null) });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the files of this edition, and nothing typed since
  }, [edition]);

  useEffect(() => {
    if (activeFile !== active) sandpack.setActiveFile(active);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Sandpack makes a new object on every render
  }, [active, activeFile]);

  useEffect(() => {
    const view = editor.current?.getCodemirror();
    if (!goTo || !view || goTo.path !== activeFile) return;
    const line = view.state.doc.line(Math.min(Math.max(1, goTo.line), view.state.doc.lines));
    const at = Math.min(line.from + (goTo.column ?? 1) - 1, line.to);
    view.dispatch({
      selection: EditorSelection.cursor(at),
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
    view.focus();
  }, [goTo, activeFile]);

  useEffect(() => {
    // CodeMirror takes lines for 14 pixels high until it has measured one; it draws what it measured a frame later. A
    // browser that never lets it measure, such as one without layout, gets the editor as it is.
    let frames = 0;
    let measuredFor = 0;
    let frame = requestAnimationFrame(function look() {
      const measured =
        (editor.current?.getCodemirror()?.defaultLineHeight ?? guessedLineHeight) !== guessedLineHeight;
      measuredFor = measured ? measuredFor + 1 : 0;
      frame = requestAnimationFrame(measuredFor > 2 || ++frames > 60 ? onReady : look);
    });
    return () => cancelAnimationFrame(frame);
  }, [onReady]);

  const now = useRef({ files, beside, onRun, onChange, onTypes, onOpen });
  useEffect(() => void (now.current = { files, beside, onRun, onChange, onTypes, onOpen }));
  const extensions = useMemo(
    () => [
      // Straight from the keystroke: Sandpack's own state takes two renders to say the same.
      EditorView.updateListener.of(({ docChanged, state, transactions }) => {
        if (docChanged && !transactions.every(isFromOutside))
          now.current.onChange(activeFile, state.doc.toString());
      }),
      typesOnDemand({
        path: activeFile,
        files: () => ({ ...now.current.beside?.(), ...now.current.files }),
        onTypes: (types) => now.current.onTypes?.(types),
        onOpen: (place) => now.current.onOpen?.(place),
      }),
      ...accessible(activeFile.slice(1), () => now.current.onRun()),
    ],
    [activeFile],
  );
  return (
    <SandpackCodeEditor
      ref={editor}
      showTabs={false}
      showLineNumbers
      showRunButton={false}
      extensions={extensions}
      style={fullHeight}
    />
  );
}

/**
 * One textbox, named after its file, that the keyboard can enter and leave. Sandpack wraps the editor in a second
 * textbox that has to be entered with Enter, and its Tab key never lets go.
 */
function accessible(name: string, run: () => void) {
  return [
    Prec.highest(
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            run();
            return true;
          },
        },
        {
          key: 'Escape',
          run: (view) => {
            view.setTabFocusMode(4_000);
            return true;
          },
        },
      ]),
    ),
    EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
    ViewPlugin.define((view) => {
      queueMicrotask(() => {
        const wrapper = view.dom.parentElement;
        for (const attribute of [
          'role',
          'tabindex',
          'aria-label',
          'aria-multiline',
          'aria-autocomplete',
          'aria-labelledby',
        ]) {
          wrapper?.removeAttribute(attribute);
        }
        view.contentDOM.setAttribute('tabindex', '0');
        view.contentDOM.setAttribute('aria-label', name);
        view.scrollDOM.setAttribute('tabindex', '-1');
      });
      return {};
    }),
  ];
}

const guessedLineHeight = 14;

const fullHeight = { height: '100%' };

/** Every colour is the page's own variable, so that light and dark follow without a second theme. */
const theme: SandpackTheme = {
  colors: {
    surface1: 'var(--ls-code)',
    surface2: 'var(--ls-line)',
    surface3: 'var(--ls-code-active)',
    clickable: 'var(--ls-ink-soft)',
    base: 'var(--ls-ink)',
    disabled: 'var(--ls-ink-soft)',
    hover: 'var(--ls-ink)',
    accent: 'var(--ls-accent)',
    error: 'var(--ls-fault)',
    errorSurface: 'var(--ls-fault-soft)',
  },
  syntax: {
    plain: 'var(--ls-ink)',
    comment: { color: 'var(--ls-syntax-comment)' },
    keyword: 'var(--ls-syntax-keyword)',
    tag: 'var(--ls-syntax-keyword)',
    punctuation: 'var(--ls-syntax-punctuation)',
    definition: 'var(--ls-syntax-function)',
    property: 'var(--ls-syntax-property)',
    static: 'var(--ls-syntax-number)',
    string: 'var(--ls-syntax-string)',
  },
  font: { body: 'var(--ls-font-ui)', mono: 'var(--ls-font-mono)', size: '13.5px', lineHeight: '22px' },
};
