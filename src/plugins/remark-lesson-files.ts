import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Node, Parent } from 'unist';
import { visit } from 'unist-util-visit';
import { partsOf } from '../grading/node/catalogue.ts';
import { root } from '../grading/node/root.ts';
import { runText, sentencesOf } from '../components/ScenarioFigure/run.ts';
import { runShopText } from '../components/Shop/run-shop-text.ts';
import { architectures } from '../events/shop/architecture.ts';
import { scenarioFolders, scenarioPath } from './scenario-files.ts';
import { readPreset } from './lab.ts';
import { compileProgram } from '../runner/program.ts';
import { cutStub } from '../grading/stub.ts';
import { architectureNamed } from '../events/shop/shops.ts';
import { scenarioTextOf, type ShopFigureText } from '../workbook/shop/scenario.ts';
import type { ExerciseSource, LiveExampleSource } from '../workbook/sources.ts';

interface Element extends Parent {
  name: string | null;
  attributes: { type: string; name: string; value: unknown }[];
}

/** Figures that show a run, which their readers can change and pass on. */
const runFigures: ReadonlySet<string> = new Set(['ScenarioFigure', 'ClusterFigure', 'ShopFigure']);

interface MdxFile {
  readonly path: string;
  fail(message: string, node: Node): never;
}

/**
 * Puts the files that a lesson shows into its page: what `<LiveExample files="…">` names beside the lesson, with the
 * output it is known to print, and the stub of `<Exercise id="…">`. So both are in the HTML before any script runs.
 */
export default function remarkLessonFiles() {
  return (tree: Node, file: MdxFile) => {
    const titles = new Set<string>();
    const entries = new Set<string>();
    visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
      const element = node as Element;
      const valueOf = (name: string) =>
        element.attributes.find((attribute) => attribute.name === name)?.value;
      const optional = (name: string) => {
        const value = valueOf(name);
        return typeof value === 'string' ? value : '';
      };
      const read = (name: string) => {
        const value = valueOf(name);
        return typeof value === 'string' && value !== ''
          ? value
          : file.fail(`<${element.name}> needs ${name}="…".`, node);
      };
      const give = (source: object) => {
        element.attributes.push({ type: 'mdxJsxAttribute', name: 'source', value: JSON.stringify(source) });
      };
      const refuse = (message: string) => file.fail(message, node);
      if (element.name === 'LiveExample') {
        const title = read('title');
        if (titles.has(title)) refuse(`Two live examples are called "${title}". Give each its own title.`);
        titles.add(title);
        const example = liveExample(dirname(file.path), read('files'), refuse);
        const entry = example.entry.slice(1);
        if (entries.has(entry))
          refuse(
            `Two live examples run ${entry}. A reader's code is kept under that name: give each its own.`,
          );
        entries.add(entry);
        give(example);
      }
      if (element.name && runFigures.has(element.name)) {
        read('alt');
        const title = read('title');
        if (titles.has(title))
          refuse(`"${title}" is there twice. Give each figure and live example its own title.`);
        titles.add(title);
        const value =
          element.name === 'ShopFigure'
            ? shopScenario(
                read('architecture'),
                { title, story: read('story'), faults: optional('faults') },
                refuse,
              )
            : scenario(read('scenario'), refuse);
        element.attributes.push({ type: 'mdxJsxAttribute', name: 'source', value });
      }
      if (element.name === 'ClusterLab') {
        element.attributes.push({
          type: 'mdxJsxAttribute',
          name: 'about',
          value: JSON.stringify(aboutPreset(read('preset'), refuse)),
        });
      }
      if (element.name === 'Exercise') give(exercise(read('id'), refuse));
    });
  };
}

function liveExample(folder: string, files: string, refuse: (message: string) => never): LiveExampleSource {
  const names = files.split(/[\s,]+/).filter(Boolean);
  const text = (name: string, remedy: string) => {
    const path = join(folder, name);
    return existsSync(path)
      ? readFileSync(path, 'utf8')
      : refuse(`${name} is not beside the lesson. ${remedy}`);
  };
  const entry = `/${names[0]}`;
  const sources = Object.fromEntries(
    names.map((name) => [`/${name}`, text(name, 'Write the file, or correct its name.')]),
  );
  return {
    entry,
    files: sources,
    program: compileProgram(sources, entry),
    expected: text(`${names[0]}.out`, 'Write it with: npm run examples').trimEnd().split('\n'),
  };
}

/** The text of a scenario, by its name. It is run once, so that no page shows a figure that cannot be drawn. */
function scenario(name: string, refuse: (message: string) => never): string {
  const path = scenarioPath(name);
  if (path === undefined)
    return refuse(
      `There is no scenario "${name}": no ${name}.scenario is in ${scenarioFolders.join(' or ')}.`,
    );
  const text = readFileSync(`${root}/${path}`, 'utf8');
  try {
    runText(text);
  } catch (error) {
    refuse(`${path}: ${sentencesOf(error).join(' ')}`);
  }
  return text;
}

/** The short story of a figure, as a scenario. It is run once, too. */
function shopScenario(name: string, figure: ShopFigureText, refuse: (message: string) => never): string {
  const architecture = architectureNamed(name);
  if (!architecture)
    return refuse(`There is no architecture "${name}". There are: ${architectures.join(', ')}.`);
  try {
    const text = scenarioTextOf(architecture, figure);
    const { failure } = runShopText(text);
    return failure ? refuse(`"${figure.title}": ${failure.sentence}`) : text;
  } catch (error) {
    return refuse(`"${figure.title}": ${sentencesOf(error).join(' ')}`);
  }
}

/** What a lesson says of a run in the cluster lab, for those whose lab has not come yet, or never does. */
function aboutPreset(id: string, refuse: (message: string) => never) {
  try {
    const { title, watch } = readPreset(id);
    return { title, watch };
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function exercise(id: string, refuse: (message: string) => never): ExerciseSource {
  const solution = `${root}/test/solutions/${id}.ts`;
  const about = `${root}/test/suites/${id}.json`;
  for (const path of [solution, about]) {
    if (!existsSync(path))
      refuse(`There is no exercise "${id}": ${path.slice(root.length + 1)} does not exist.`);
  }
  const { title, summary, hints } = JSON.parse(readFileSync(about, 'utf8')) as {
    title: string;
    summary: string;
    hints: Record<string, string>;
  };
  return {
    title,
    summary,
    stub: cutStub(readFileSync(solution, 'utf8')),
    parts: partsOf(id, root),
    tests: Object.keys(hints).length,
  };
}
