import type { Script } from '../intervention.ts';
import { printScenario } from '../scenario/print.ts';
import { tellIntervention } from '../scenario/tell.ts';
import type { Shrunk } from './shrink.ts';

/** A failure in words: what broke, what it takes, and the scenario that shows it again on any machine. */
export const tellStory = (shrunk: Shrunk): string =>
  [
    ...tellShrunk(shrunk),
    'To see it again, in the page or in Node, run this scenario:',
    ...printScenario(shrunk.scenario)
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`)),
  ].join('\n');

/** What broke, and what it takes, line by line. */
export function tellShrunk({ scenario, failure, lines, runs }: Shrunk): string[] {
  const told = tellScript(scenario.script);
  return [
    `With seed ${scenario.seed}: ${failure.sentence}`,
    told.length === 0
      ? 'Nothing need be done for it:'
      : `It takes no more than this (${told.length} of ${lines} lines were left after ${runs} runs):`,
    ...told,
  ];
}

/** What is done to a world, and when, in words. */
export const tellScript = (script: Script): string[] =>
  script.map(({ at, do: what }) => `  ${`${at}ms`.padStart(7)}  ${tellIntervention(what)}`);
