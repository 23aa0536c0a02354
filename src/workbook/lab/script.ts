import type { Intervention, Recording, Scenario, Script, ScriptLine } from '../../sim/index.ts';
import { countWhere } from '../../sim/trace/count-where.ts';
import { happenedBy, type Moment } from './moment.ts';

/** A scenario with something done by hand at a moment of its run. */
export type Done = { readonly scenario: Scenario; readonly recording: Recording; readonly moment: Moment };

/** Does it in the middle of the script: what the script has in store for later stays in store. */
export function amend({ scenario, recording, moment }: Done, what: readonly Intervention[]): Scenario {
  const { past, later } = divide(scenario.script, recording, moment, true);
  const planned = later.filter(({ event }) => event === undefined);
  return { ...scenario, script: [...past, ...linesOf(recording, moment, what), ...planned] };
}

/** Another future: what has happened by then is kept, and nothing of what the script had in store. */
export function branch({ scenario, recording, moment }: Done, what: readonly Intervention[]): Scenario {
  const { past } = divide(scenario.script, recording, moment, false);
  return { ...scenario, script: [...past, ...linesOf(recording, moment, what)] };
}

/** The script for another seed or other rules, under which other events happen: what was done by hand is done at its time. */
export const byTimeAlone = (script: Script): Script =>
  script.map(({ at, do: what }) => ({ at, do: what })).sort((one, other) => one.at - other.at);

const linesOf = (recording: Recording, moment: Moment, what: readonly Intervention[]): ScriptLine[] =>
  what.map((each) => ({
    at: Math.floor(moment.time),
    event: happenedBy(recording, moment),
    do: each,
  }));

/**
 * What of a script has been done by a moment. Lines of time 0 are how the run begins, and always have.
 *
 * @param here whether what was done by hand behind the very event of the moment is past, or is taken back
 */
function divide(script: Script, recording: Recording, moment: Moment, here: boolean) {
  const { marks } = recording;
  const happened = happenedBy(recording, moment);
  const goesOn = moment.event > marks[happened]!.events;
  // At a time, what the script says comes before all else.
  let atOnce = happened + 1 - countWhere(marks, ({ at }) => at < moment.time);
  const isPast = ({ at, event }: ScriptLine): boolean => {
    if (event !== undefined)
      return event < happened || (event === happened && at <= moment.time && (here || goesOn));
    return at === 0 || at < moment.time || (at === moment.time && atOnce-- > 0);
  };
  const past: ScriptLine[] = [];
  const later: ScriptLine[] = [];
  for (const line of script) (isPast(line) ? past : later).push(line);
  return { past, later };
}
