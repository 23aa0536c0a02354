import { tellTrace } from '../trace/tell.ts';
import type { ScenarioRun } from './run.ts';

/** What is kept in the file beside a scenario: every event in words, and whether every promise was kept. */
export const tellRun = ({ trace, failure }: ScenarioRun): string =>
  `${tellTrace(trace)}\n${failure ? `Broken: ${failure.sentence}` : 'Every promise was kept.'}\n`;
