import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { describe, expect, it } from 'vitest';
import { lessonFiles } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';

const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
/** `docs/NN-chapter/NN-lesson/index.mdx`; a chapter's own page stands one level up. */
const lessons = lessonFiles(root).filter((file) => file.split('/').length === 4);
const pages = lessonFiles(root);
/** Lessons on what there is to be built, before there is anything to build, or on all that has been built. */
const withoutExercise = [
  'docs/03-raft/01-what-consensus-is/index.mdx',
  'docs/04-aeron-cluster/01-from-raft-to-aeron-cluster/index.mdx',
  'docs/04-aeron-cluster/05-elections-in-aeron/index.mdx',
  'docs/05-events/01-commands-events-and-queries/index.mdx',
  'docs/05-events/07-choosing/index.mdx',
];
const withoutCode = (text: string) =>
  text
    .replace(/^---[\s\S]*?\n---/, '')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/`[^`\n]*`/g, '');

describe.each(lessons)('%s', (file) => {
  const text = read(file);
  const at = (what: RegExp) => text.search(what);

  it('has the anatomy of a lesson, in its order', () => {
    const parts: [string, RegExp][] = [
      ['<Hook>', /<Hook>/],
      ['<YouWillLearn>', /<YouWillLearn>/],
      ['<LiveExample>', /<LiveExample\s/],
      ...(withoutExercise.includes(file) ? [] : [['<Exercise>', /<Exercise\s/] as [string, RegExp]]),
      ['## Pitfalls and corrections', /^## Pitfalls and corrections$/m],
      ['<Correction>', /<Correction\s/],
      ['<Recap>', /<Recap>/],
      ['<Sources>', /<Sources>/],
    ];
    for (const [name, what] of parts) expect(at(what), `${name} is missing`).toBeGreaterThanOrEqual(0);
    const order = parts.map(([name, what]) => ({ name, at: at(what) }));
    expect([...order].sort((a, b) => a.at - b.at).map(({ name }) => name)).toEqual(
      parts.map(([name]) => name),
    );
    expect(
      at(/```mermaid|<(?:Figure|ScenarioFigure|ClusterFigure|ShopFigure|ElectionTimeline|Architectures)\s/),
      'a figure is missing',
    ).toBeGreaterThanOrEqual(0);
  });

  it('asks for a prediction before the run that shows the answer', () => {
    expect(at(/<Predict\s/), '<Predict> is missing').toBeGreaterThanOrEqual(0);
    expect(at(/<Predict\s/)).toBeLessThan(text.lastIndexOf('<LiveExample'));
  });

  it('explains every choice of a prediction, and has one right choice', () => {
    for (const [, body] of text.matchAll(/<Predict\s([\s\S]*?)<\/Predict>/g)) {
      expect(body!.match(/<Choice\s[^>]*\bcorrect\b/g)).toHaveLength(1);
      const choices = [...body!.matchAll(/<Choice\s[^>]*>([\s\S]*?)<\/Choice>/g)];
      expect(choices.length).toBeGreaterThanOrEqual(2);
      for (const [, explanation] of choices) expect(explanation!.trim().length).toBeGreaterThan(20);
    }
  });

  it('has a description and names at least two sources', () => {
    expect(text).toMatch(/^description: \S.{20,}/m);
    const sources = /<Sources>([\s\S]*?)<\/Sources>/.exec(text)?.[1] ?? '';
    expect(sources.match(/^\s*[-*] /gm)?.length ?? 0).toBeGreaterThanOrEqual(2);
  });
});

describe.each(pages)('the prose of %s', (file) => {
  it('never calls anything simple, easy or obvious', () => {
    const words = withoutCode(read(file)).match(
      /\b(simply|just|easy|easily|obviously|trivial|of course)\b/gi,
    );
    expect(words, 'what is plain to the author may not be to the reader').toBeNull();
  });
});

describe('internal links', () => {
  const headings = new Map<string, Set<string>>();
  const anchorsOf = (file: string) => {
    const slugger = new GithubSlugger();
    const texts = read(file).matchAll(/^#{1,6} (.+?)(?:\s*\{#([\w-]+)\})?$/gm);
    return (
      headings.get(file) ??
      headings
        .set(
          file,
          new Set([...texts].map(([, title, id]) => id ?? slugger.slug(title!.replace(/[`*_]/g, '')))),
        )
        .get(file)!
    );
  };

  it.each(pages)('of %s lead somewhere', (file) => {
    for (const [, target] of withoutCode(read(file)).matchAll(/\]\((\.[^)\s]*|#[^)\s]*)\)/g)) {
      const [path, anchor] = target!.split('#') as [string, string | undefined];
      const destination = path === '' ? file : join(dirname(file), path);
      expect(existsSync(`${root}/${destination}`), `${target} in ${file}`).toBe(true);
      if (anchor !== undefined) expect([...anchorsOf(destination)], `${target} in ${file}`).toContain(anchor);
    }
  });
});
