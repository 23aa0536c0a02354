import { parseScenario, ScenarioError, type Intervention, type Known } from '../../sim/index.ts';

/** A line of the scenario language without its time, done now. @throws Error with a sentence on what is wrong with it, and what to write */
export function readDeed(line: string, known: Known): Intervention {
  const text = line.trim();
  if (/^(at|after)\s/.test(text))
    throw new Error('What is written here is done now. Leave the time out: crash n1');
  if (/^(scenario|system|seed|nodes|until)\b/.test(text))
    throw new Error(`“${text}” is a line of a whole scenario. Write it there, and run it anew.`);
  try {
    const [done] = parseScenario(text, known).script;
    if (done) return done.do;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new Error(error.problems[0]!.sentence, { cause: error });
  }
  throw new Error('Write what is to be done: crash n1, or: client c1 sends set x 1 to n1');
}
