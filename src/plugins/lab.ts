import { readFileSync } from 'node:fs';
import type { Plugin } from '@docusaurus/types';
import { root } from '../grading/node/root.ts';
import { presetIds, presetOf, type Preset } from '../workbook/lab/presets.ts';
import { readScenario } from '../workbook/lab/read-scenario.ts';
import { scenarioFolders, scenarioPath } from './scenario-files.ts';

/** Brings the presets of the cluster lab to its page. */
export default function labPlugin(): Plugin<readonly Preset[]> {
  return {
    name: 'lockstep-lab',
    loadContent: async () => presetIds.map(readPreset),
    contentLoaded: async ({ content, actions }) =>
      void (await actions.createData('presets.json', JSON.stringify(content))),
    getPathsToWatch: () => scenarioFolders.map((folder) => `${root}/${folder}/*.scenario`),
  };
}

/** @throws Error with a sentence, when there is none of this name, or the lab cannot run it */
export function readPreset(id: string): Preset {
  const path = scenarioPath(id);
  if (path === undefined)
    throw new Error(`There is no preset “${id}”. The presets are ${presetIds.join(', ')}.`);
  const preset = presetOf(id, readFileSync(`${root}/${path}`, 'utf8'));
  readScenario(preset.text);
  return preset;
}
