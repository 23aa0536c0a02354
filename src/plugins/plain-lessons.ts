import { readFileSync } from 'node:fs';
import GithubSlugger from 'github-slugger';
import { lessonFiles } from '../grading/node/catalogue.ts';
import { root } from '../grading/node/root.ts';
import { anchorOf, lessonPath } from '../workbook/catalogue.ts';

export interface PlainLesson {
  /** Below the base path, with a slash at its end only. */
  readonly path: string;
  readonly html: string;
}

/** What a reader can search in each lesson, as the plainest of pages: titles, headings with their anchors, prose, exercises. */
export const plainLessons = (): PlainLesson[] =>
  lessonFiles(root).map((file) => ({
    path: lessonPath(file).slice(1),
    html: plainLesson(readFileSync(`${root}/${file}`, 'utf8'), readAbout),
  }));

export interface About {
  readonly title: string;
  readonly summary: string;
}

const readAbout = (exercise: string): About =>
  JSON.parse(readFileSync(`${root}/test/suites/${exercise}.json`, 'utf8'));

const inTag = String.raw`(?:"[^"]*"|[^">])*`;

export function plainLesson(mdx: string, about: (exercise: string) => About): string {
  const [, front, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(mdx) ?? ['', '', mdx];
  const field = (name: string) => escape(new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(front!)?.[1] ?? '');
  const slugger = new GithubSlugger();
  const blocks = text!
    .replace(/^```[\s\S]*?^```/gm, '')
    // What a choice explains would give its answer away.
    .replace(new RegExp(`(<Choice${inTag}>)[\\s\\S]*?</Choice>`, 'g'), '$1')
    .split(/\n\s*\n/)
    .map((block) => block.trim());
  const body = blocks.map((block) => {
    const [, marks, words] = /^(##+) (.+)$/.exec(block) ?? [];
    if (words !== undefined) return heading(marks!.length, prose(words), slugger.slug(prose(words)));
    const [, exercise] = /^<Exercise\s+id="([^"]+)"/.exec(block) ?? [];
    if (exercise !== undefined) {
      const { title, summary } = about(exercise);
      return `${heading(3, `Exercise ${escape(title)}`, anchorOf(exercise))}<p>${escape(summary)}</p>`;
    }
    if (block === '<Recap>') return heading(2, 'Recap', 'recap');
    if (block === '<Sources>') return heading(2, 'Go deeper', 'sources');
    return `<p>${prose(block)}</p>`;
  });
  return `<!doctype html>
<meta name="description" content="${field('description')}">
<meta name="keywords" content="${field('keywords').replace(/[[\]]/g, '')}">
<article><h1>${field('title')}</h1>
${body.join('\n')}
</article>`;
}

const heading = (level: number, words: string, anchor: string) =>
  `<h${level}>${words}<a class="hash-link" href="#${anchor}"></a></h${level}>`;

/** Words without their marks; of an element, the words that it shows. */
const prose = (markdown: string) =>
  escape(
    markdown
      .replace(new RegExp(`<[A-Z]\\w*(${inTag})>`, 'g'), (_, attributes: string) =>
        [...attributes.matchAll(/\b(?:question|answer|claim|title)="([^"]*)"/g)]
          .map(([, words]) => words)
          .join(' '),
      )
      .replace(/<\/[A-Z]\w*>/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/^\s*(?:[-*]|\d+\.) /gm, '')
      .replace(/[*`|]/g, '')
      .trim(),
  );

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
