import { readFileSync } from 'node:fs';
import { compile } from '@mdx-js/mdx';
import type { Node } from 'unist';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { lessonFiles } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';

/** What would end the build of the site in a stack trace, minutes later and without the line: a sentence each. */
async function troublesOf(path: string, text: string): Promise<string[]> {
  const troubles: string[] = [];
  const say = (line: number | string | undefined, what: string) =>
    troubles.push(`${path}:${line ?? '?'} ${what}`);
  const looksAtBraces = () => (tree: Node) =>
    visit(tree, ['mdxTextExpression', 'mdxFlowExpression'], (node) => {
      const { value, position } = node as Node & { readonly value: string };
      if (/^\s*(\/\*[\s\S]*\*\/\s*)?$/.test(value)) return;
      say(
        position?.start.line,
        `MDX would run what stands in braces, {${value}}. Write it as code, between backticks.`,
      );
    });
  try {
    await compile(asCompiled(text), { remarkPlugins: [looksAtBraces] });
  } catch (error) {
    const { line, reason, message } = error as Error & { line?: number; reason?: string };
    say(line ?? /\((\d+):/.exec(message)?.[1], reason ?? message);
  }
  return troubles;
}

/** The site takes the front matter and the names of headings out first. Lines stay where they are. */
const asCompiled = (text: string) =>
  text
    .replace(/^---\n[\s\S]*?\n---\n/, (matter) => matter.replace(/.*/g, ''))
    .replace(/^(#{1,6} .*?)\s*\{#[\w-]+\}$/gm, '$1');

it.each(lessonFiles(root))('%s is MDX that the site can build', async (file) => {
  expect(await troublesOf(file, readFileSync(`${root}/${file}`, 'utf8'))).toEqual([]);
});

describe('text that is no MDX is named with its line', () => {
  it.each([
    ['names in braces', 'The majority {n1, n2} has it.', /^x\.mdx:6 .*\{n1, n2\}.*backticks/],
    ['a brace that is not closed', 'A set { of names.', /^x\.mdx:6 Unexpected end of file/],
    ['braces that are no expression', 'A set {n1 n2}.', /^x\.mdx:6 Could not parse expression/],
    ['a part that is not closed', '<Recap>\n\nIt ends.', /^x\.mdx:6 Expected a closing tag for `<Recap>`/],
    ['a sign that opens a tag', 'If a <3 b.', /^x\.mdx:6 Unexpected character `3`/],
  ])('%s', async (_name, line, sentence) => {
    const text = `---\ntitle: Sets\n---\n\n## A heading {#a-heading}\n${line}\n`;
    expect(await troublesOf('x.mdx', text)).toEqual([expect.stringMatching(sentence)]);
  });

  it('a comment is none', async () => {
    expect(await troublesOf('x.mdx', 'One {/* to do */} two.\n')).toEqual([]);
  });
});
