import { dirname, relative } from 'node:path';
import type { Code, Parent } from 'mdast';
import { visit } from 'unist-util-visit';
import { root } from '../grading/node/root.ts';
import { hashOf, parseMeta, readDrawing, slug } from './diagrams.ts';

/**
 * Puts the drawing that `npm run diagrams` made in the place of each Mermaid fence, so that no reader's page loads
 * Mermaid. Under `npm start` a fence without a drawing is drawn in the page; a build refuses it.
 */
export default function remarkMermaid() {
  return (tree: Parent, file: { path: string; fail(message: string, node: Code): never }) => {
    visit(tree, 'code', (node: Code, index, parent: Parent | undefined) => {
      if (node.lang !== 'mermaid' || !parent || index === undefined) return;
      const { title, alt } = parseMeta(node.meta ?? '');
      if (!title || !alt) file.fail('A figure needs both: ```mermaid title="…" alt="…"', node);
      const svg = readDrawing(
        `${relative(root, dirname(file.path))}/figures/${slug(title)}.svg`,
        hashOf(node.value),
      );
      if (svg === undefined && process.env['NODE_ENV'] === 'production') {
        file.fail(
          `The figure "${title}" is not drawn, or its fence has changed since. Run: npm run diagrams`,
          node,
        );
      }
      const drawing: [string, string] = svg === undefined ? ['undrawn', node.value] : ['svg', svg];
      parent.children[index] = {
        type: 'mdxJsxFlowElement',
        name: 'Figure',
        attributes: [['title', title], ['alt', alt], drawing].map(([name, value]) => ({
          type: 'mdxJsxAttribute',
          name,
          value,
        })),
        children: [],
      } as unknown as Code;
    });
  };
}
