import { runOn, type Run } from './run-on.ts';
import { knownSystems, systemOf } from './systems.ts';

export { sentencesOf, type Run } from './run-on.ts';

/** @throws Error with a sentence for each line that is wrong */
export const runText = (text: string): Run => runOn({ of: systemOf, names: knownSystems }, text);
