import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { lessonFiles } from '../grading/node/catalogue.ts';
import { root } from '../grading/node/root.ts';

/** A Mermaid fence of a lesson, and the drawing that belongs to it. */
export interface Diagram {
  readonly lesson: string;
  readonly title: string;
  readonly alt: string;
  readonly source: string;
  /** Path of the SVG from the root of the repository. */
  readonly file: string;
  /** Changes with the fence and with the way in which diagrams are drawn. */
  readonly hash: string;
}

/** Raise it when scripts/diagrams.ts draws differently: every committed drawing is then out of date. */
const drawingVersion = 2;

export const hashOf = (source: string) =>
  createHash('sha256').update(`${drawingVersion}\n${source.trim()}`).digest('hex').slice(0, 16);

export function parseMeta(meta: string): { title: string; alt: string } {
  const read = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(meta)?.[1] ?? '';
  return { title: read('title'), alt: read('alt') };
}

export const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Every fence of every lesson. @throws Error when one has no title or no text alternative */
export function readDiagrams(): Diagram[] {
  return lessonFiles(root).flatMap((lesson) =>
    [...readFileSync(`${root}/${lesson}`, 'utf8').matchAll(/^```mermaid(.*)\n([\s\S]*?)^```/gm)].map(
      ([, meta, source]) => {
        const { title, alt } = parseMeta(meta!);
        if (!title || !alt)
          throw new Error(`${lesson}: a figure needs both: \`\`\`mermaid title="…" alt="…"`);
        const file = `${dirname(lesson)}/figures/${slug(title)}.svg`;
        return { lesson, title, alt, source: source!.trim(), file, hash: hashOf(source!) };
      },
    ),
  );
}

/** @returns the drawing, or undefined when there is none for this very fence */
export function readDrawing(file: string, hash: string): string | undefined {
  const path = `${root}/${file}`;
  const svg = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return svg.includes(`data-fence="${hash}"`) ? svg : undefined;
}
