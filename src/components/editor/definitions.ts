import { EditorSelection, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { language } from '../../language/client.ts';
import { say } from './say.ts';
import { filesNow, type TypesContext } from './types.ts';

/** Goes to where a name is declared, in this file or another of the example: F12, or a click with Ctrl (on a Mac, Cmd). */
export function definitions(context: TypesContext): Extension {
  async function go(view: EditorView, offset: number) {
    const { doc } = view.state;
    const place = { files: filesNow(context, view), path: context.path, offset };
    const found = await language.ask('definition', place).catch(() => undefined);
    if (view.state.doc !== doc) return;
    if (found?.in !== 'files') {
      const why = found ? 'It is declared outside of these files.' : 'Nothing here has a declaration.';
      return view.dispatch({ effects: say.of(why) });
    }
    const { path, line, column } = found;
    if (path !== context.path) return context.onOpen({ path, line, column });
    const target = doc.line(line).from + column - 1;
    view.dispatch({
      selection: EditorSelection.cursor(target),
      effects: [
        EditorView.scrollIntoView(target, { y: 'center' }),
        say.of(`Line ${line}: ${doc.line(line).text.trim()}`),
      ],
    });
    view.focus();
  }

  return [
    keymap.of([
      {
        key: 'F12',
        preventDefault: true,
        run: (view) => {
          void go(view, view.state.selection.main.head);
          return true;
        },
      },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        const held = /Mac|iP/.test(navigator.platform) ? event.metaKey : event.ctrlKey;
        if (!held || event.button !== 0) return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null) return false;
        event.preventDefault();
        void go(view, offset);
        return true;
      },
    }),
  ];
}
