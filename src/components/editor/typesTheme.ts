import { EditorView } from '@codemirror/view';

const colour = (name: string) => ({ color: `var(--ls-syntax-${name})` });

/** Every colour is the page's own variable: light and dark follow by themselves. */
export const typesTheme = EditorView.theme({
  '.cm-tooltip': {
    maxWidth: 'min(560px, calc(100vw - 24px))',
    border: '1px solid var(--ls-line)',
    borderRadius: '6px',
    backgroundColor: 'var(--ls-paper-raised)',
    color: 'var(--ls-ink)',
    boxShadow: '0 4px 16px rgb(0 0 0 / 12%)',
    font: '13px / 20px var(--ls-font-ui)',
  },
  '.cm-liveLine': {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
  '.cm-tooltip-section:not(:first-child)': { borderTop: '1px solid var(--ls-line)' },

  '.cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--ls-fault) 1px',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning, .cm-lintRange-info': { textDecorationColor: 'var(--ls-leader)' },
  '.cm-lintRange-active': { backgroundColor: 'var(--ls-fault-soft)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--ls-fault) !important' },
  '.cm-gutterElement.cm-problemLine': { color: 'var(--ls-fault)', fontWeight: '700' },

  '.cm-diagnostic': { margin: '0', padding: '7px 12px', overflowWrap: 'anywhere' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--ls-fault)' },
  '.cm-diagnostic-warning, .cm-diagnostic-info': { borderLeft: '3px solid var(--ls-leader)' },
  '.cm-diagnosticSource': { color: 'var(--ls-ink-soft)', fontSize: '12px', opacity: '1' },

  '.cm-panels': { backgroundColor: 'var(--ls-paper-raised)', color: 'var(--ls-ink)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--ls-line)' },
  '.cm-panel.cm-panel-lint': { font: '13px / 20px var(--ls-font-ui)' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { backgroundColor: 'var(--ls-code-active)' },
  '.cm-panel.cm-panel-lint ul:focus [aria-selected]': {
    backgroundColor: 'var(--ls-fault-soft)',
    color: 'var(--ls-ink)',
  },
  '.cm-panel.cm-panel-lint [name=close]': {
    padding: '4px 10px',
    color: 'var(--ls-ink-soft)',
    fontSize: '18px',
    cursor: 'pointer',
  },

  '.cm-type': { maxHeight: '260px', overflow: 'auto', padding: '7px 12px' },
  '.cm-type code': {
    padding: '0',
    background: 'none',
    font: '12.5px / 19px var(--ls-font-mono)',
    fontVariantLigatures: 'none',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-type p': { margin: '5px 0 0', whiteSpace: 'pre-wrap', color: 'var(--ls-ink-soft)' },
  '.cm-type [data-kind=keyword]': colour('keyword'),
  '.cm-type [data-kind=punctuation], .cm-type [data-kind=operator]': colour('punctuation'),
  '.cm-type [data-kind=stringLiteral]': colour('string'),
  '.cm-type [data-kind=numericLiteral]': colour('number'),
  '.cm-type [data-kind=propertyName], .cm-type [data-kind=parameterName]': colour('property'),
  '.cm-type [data-kind$=Name]:not([data-kind=propertyName], [data-kind=parameterName], [data-kind=localName])':
    colour('function'),

  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    minWidth: '220px',
    maxWidth: 'min(420px, calc(100vw - 24px))',
    maxHeight: '220px',
    font: '13px / 20px var(--ls-font-mono)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: '16px',
    padding: '2px 10px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--ls-accent)',
    color: 'var(--ls-on-accent)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    margin: '0',
    color: 'var(--ls-ink-soft)',
    font: '12px / 20px var(--ls-font-ui)',
  },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-tooltip.cm-completionInfo': { padding: '0' },
});
