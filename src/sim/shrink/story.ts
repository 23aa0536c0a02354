import { printScenario } from '../scenario/print.ts';
import { tellIntervention } from '../scenario/tell.ts';
import type { Shrunk } from './shrink.ts';

/** A failure in words: what broke, what it takes, and the scenario that shows it again on any machine. */
export function tellStory({ scenario, failure, lines, runs }: Shrunk): string {
  const told = scenario.script.map(
    ({ at, do: what }) => `  ${`${at}ms`.padStart(7)}  ${tellIntervention(what)}`,
  );
  const left =
    told.length === 0
      ? 'Nothing need be done for it:'
      : `It takes no more than this (${told.length} of ${lines} lines were left after ${runs} runs):`;
  return [
    `With seed ${scenario.seed}: ${failure.sentence}`,
    left,
    ...told,
    'To see it again, in the page or in Node, run this scenario:',
    ...printScenario(scenario)
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `  ${line}`)),
  ].join('\n');
}
