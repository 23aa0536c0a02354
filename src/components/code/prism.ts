import { Prism } from 'prism-react-renderer';

type Token = Prism.Token;

/** TypeScript as HTML, one `<span class="line">` for each line, each token in a span of its own. */
export function highlight(code: string): string {
  const lines = [''];
  const write = (text: string, types: readonly string[]) => {
    text.split('\n').forEach((part, index) => {
      if (index > 0) lines.push('');
      if (part) lines[lines.length - 1] += types.length > 0 ? span(part, types) : escape(part);
    });
  };
  const walk = (tokens: Prism.TokenStream, types: readonly string[]): void => {
    if (typeof tokens === 'string') return write(tokens, types);
    if (Array.isArray(tokens)) return tokens.forEach((token) => walk(token, types));
    const { type, alias, content } = tokens as Token;
    walk(content, [...types, type, ...(alias ? [alias].flat() : [])]);
  };
  walk(Prism.tokenize(code.replace(/\n$/, ''), Prism.languages['typescript']!), []);
  return asLines(lines);
}

const asLines = (lines: readonly string[]) =>
  lines.map((line) => `<span class="line">${line}\n</span>`).join('');

const span = (text: string, types: readonly string[]) =>
  `<span class="token ${types.join(' ')}">${escape(text)}</span>`;

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
