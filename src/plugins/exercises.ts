import { readFileSync } from 'node:fs';
import type { Plugin } from '@docusaurus/types';
import { importsOf, partsOf, readCatalogue } from '../grading/node/catalogue.ts';
import { root } from '../grading/node/root.ts';
import { cutStub } from '../grading/stub.ts';
import { compileSuite } from '../runner/prepare.ts';
import { lessonPath, type ChapterSummary } from '../workbook/catalogue.ts';
import type { ExerciseFiles } from '../workbook/load-exercise.ts';

/**
 * Brings suites, hints and solutions to the page, each exercise in a chunk that loads on its first Check, and the names
 * of chapters and exercises to the pages that list them.
 */
export default function exercisesPlugin(): Plugin<ReturnType<typeof readCatalogue>> {
  return {
    name: 'lockstep-exercises',
    loadContent: async () => readCatalogue(root),
    async contentLoaded({ content, actions }) {
      const exercises = content.flatMap((chapter) => chapter.exercises);
      for (const { id, hints } of exercises) {
        const files: ExerciseFiles = {
          suite: compileSuite(
            id,
            readFileSync(`${root}/test/suites/${id}.test.ts`, 'utf8'),
            importsOf(id, root),
          ),
          solution: solutionTo(id).replace(/^\s*\/\/ (BEGIN|END) SOLUTION.*\n/gm, ''),
          parts: Object.fromEntries(partsOf(id, root).map((part) => [part, cutStub(solutionTo(part))])),
          hints,
        };
        await actions.createData(`${flat(id)}.json`, JSON.stringify(files));
      }
      const loader = ({ id }: { id: string }) =>
        `  ${JSON.stringify(id)}: () => import(/* webpackChunkName: "lockstep-exercise-${flat(id)}" */ './${flat(id)}.json'),`;
      await actions.createData(
        'loaders.js',
        `export const loaders = {\n${exercises.map(loader).join('\n')}\n};\n`,
      );
      const summary: ChapterSummary[] = content
        .map(({ id, title, exercises }) => ({
          id,
          title,
          // One that no lesson holds yet can be solved on the command line only.
          exercises: exercises.flatMap(({ id, title, hints, lesson }) =>
            lesson === undefined
              ? []
              : [{ id, title, tests: Object.keys(hints).length, lesson: lessonPath(lesson) }],
          ),
        }))
        .filter(({ exercises }) => exercises.length > 0);
      actions.setGlobalData({ chapters: summary });
    },
    getPathsToWatch: () => ['suites', 'solutions'].map((folder) => `${root}/test/${folder}/**/*`),
  };
}

const solutionTo = (id: string) => readFileSync(`${root}/test/solutions/${id}.ts`, 'utf8');

const flat = (id: string) => id.replaceAll('/', '--');
