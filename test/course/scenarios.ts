import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesUnder } from '../../src/grading/node/catalogue.ts';
import { root } from '../../src/grading/node/root.ts';
import { parseScenario, type System } from '../../src/sim/index.ts';
import { systemIn, type SystemModule } from './system-in.ts';

export interface ScenarioFile {
  /** From the root. */
  readonly path: string;
  readonly text: string;
  /** The module beside it that exports its system, or makes it: `systems.ts` makes those of a folder whose names say what they are. */
  readonly module: string;
  /** The file beside it that tells the run. */
  readonly transcript: string;
}

/** Every scenario of the course. @throws Error when its system is not beside it, ScenarioError when it cannot be read */
export function readScenarios(): ScenarioFile[] {
  return ['src', 'docs', 'test']
    .flatMap((folder) => filesUnder(`${root}/${folder}`, '.scenario').map((path) => `${folder}/${path}`))
    .map((path) => {
      const text = readFileSync(`${root}/${path}`, 'utf8');
      const { system } = parseScenario(text);
      const modules = [`${dirname(path)}/${system}.ts`, `${dirname(path)}/systems.ts`];
      const module = modules.find((each) => existsSync(`${root}/${each}`));
      if (system === '' || module === undefined)
        throw new Error(
          `${path} needs a line “system …” that names a file beside it. There is no ${basename(modules[0]!)}.`,
        );
      return { path, text, module, transcript: `${root}/${path}.out` };
    });
}

export async function loadSystem({ text, module }: ScenarioFile): Promise<System> {
  return systemIn((await import(pathToFileURL(`${root}/${module}`).href)) as SystemModule, text);
}

/** A module that exports all scenarios with the modules of their systems, for those who cannot read files. */
export const scenariosModule = (files: readonly ScenarioFile[]): string =>
  `${files.map(({ module }, index) => `import * as module${index} from ${JSON.stringify(`./${module}`)};`).join('\n')}
   export const scenarios = [${files.map(({ path, text }, index) => `{ path: ${JSON.stringify(path)}, text: ${JSON.stringify(text)}, module: module${index} }`).join(', ')}];`;
