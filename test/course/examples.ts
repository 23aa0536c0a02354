import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { lessonFiles } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';

export interface Example {
  readonly lesson: string;
  readonly title: string;
  /** Virtual path → source. */
  readonly files: Readonly<Record<string, string>>;
  readonly entry: string;
  /** Path of the file that holds what the example prints. */
  readonly expectation: string;
}

/** Every live example of the course, read from the lessons that show it. @throws Error when a file is missing */
export function readExamples(): Example[] {
  return lessonFiles(root).flatMap((lesson) =>
    [...readFileSync(`${root}/${lesson}`, 'utf8').matchAll(/<LiveExample\s([\s\S]*?)\/>/g)].map(
      ([, attributes]) => {
        const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes!)?.[1] ?? '';
        const names = attribute('files')
          .split(/[\s,]+/)
          .filter(Boolean);
        const directory = `${root}/${dirname(lesson)}`;
        for (const name of names) {
          if (!existsSync(`${directory}/${name}`))
            throw new Error(`${lesson} shows ${name}, which is not beside it.`);
        }
        return {
          lesson,
          title: attribute('title'),
          files: Object.fromEntries(
            names.map((name) => [`/${name}`, readFileSync(`${directory}/${name}`, 'utf8')]),
          ),
          entry: `/${names[0]}`,
          expectation: `${directory}/${names[0]}.out`,
        };
      },
    ),
  );
}
