/** The server draws code in colour; `highlight.ts` is what the browser gets (package.json, "imports"). */
export { highlight as highlightNow } from './prism.ts';
