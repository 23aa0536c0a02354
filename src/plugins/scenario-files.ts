import { existsSync, readdirSync } from 'node:fs';
import { root } from '../grading/node/root.ts';

/** Where the scenarios of figures lie. Figures name them without their folder, so no two have the same name. */
export const scenarioFolders: readonly string[] = [
  'src/ordering/scenarios',
  'src/raft/scenarios',
  'src/events/scenarios',
  'src/aeron/scenarios',
];

/** The path of a scenario, from the root; nothing when there is none of this name. */
export const scenarioPath = (name: string): string | undefined =>
  scenarioFolders.map((folder) => `${folder}/${name}.scenario`).find((path) => existsSync(`${root}/${path}`));

export const scenarioPaths = (): string[] =>
  scenarioFolders.flatMap((folder) =>
    readdirSync(`${root}/${folder}`)
      .filter((file) => file.endsWith('.scenario'))
      .map((file) => `${folder}/${file}`),
  );
