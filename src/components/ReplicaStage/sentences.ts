import type { Decision, Report } from '../../machines/index.ts';
import type { Cents } from './model.ts';

/** What the voter says, from the reports alone. */
export function sentenceOf(
  reports: readonly Report<Cents>[],
  decision: Decision<Cents>,
  delivered: number,
): string {
  const size = reports.length;
  if (delivered === 0) return `Nothing has been applied. The balance is 0${size > 1 ? ' everywhere' : ''}.`;
  const late = aside(decision.lagging, 'late, and not judged');
  if (decision.outcome === 'undecidable') return `Undecidable. ${whyUndecidable(reports)}${late}`;

  const { position, state, suspects } = decision;
  if (size === 1)
    return `After entry ${position}, the only replica reports ${euros(state)}. There is nothing to compare it with.`;
  const agreeing = reports.filter((report) => report.position === position && report.state === state).length;
  const who =
    agreeing === size
      ? size === 2
        ? 'both replicas'
        : `all ${size} replicas`
      : `${agreeing} of ${size} replicas`;
  const ahead = reports.filter((report) => report.position > position).map(({ replica }) => replica);
  const asides = aside(suspects, 'suspect') + late + aside(ahead, 'ahead, and not judged');
  return `Agreed. After entry ${position}, ${who} report ${euros(state)}.${asides}`;
}

/** What the voter cannot know: whether it is right. */
export function truthOf(decision: Decision<Cents>, truth: readonly Cents[]): string {
  if (decision.outcome === 'undecidable') {
    return `The log makes it ${euros(truth.at(-1)!)}. The voter cannot see that.`;
  }
  const right = truth[decision.position]!;
  return decision.state === right
    ? `The log makes it ${euros(right)} too: the voter is right.`
    : `The log makes it ${euros(right)}: the voter is wrong, and cannot know.`;
}

export const euros = (cents: Cents): string => String(cents / 100);

function names(replicas: readonly number[]): string {
  const last = replicas.at(-1);
  if (replicas.length === 1) return `replica ${last}`;
  return `replicas ${replicas.slice(0, -1).join(', ')} and ${last}`;
}

function whyUndecidable(reports: readonly Report<Cents>[]): string {
  const furthest = Math.max(...reports.map(({ position }) => position));
  const there = reports.filter(({ position }) => position === furthest);
  const states = new Set(there.map(({ state }) => state));
  const needed = Math.floor(reports.length / 2) + 1;
  if (reports.length === 2 && states.size === 2) {
    return `After entry ${furthest}, the two replicas differ, and nothing says which of them is wrong.`;
  }
  if (states.size === 1) {
    const some = there.length === 1 ? 'one replica has' : `${there.length} replicas have`;
    return `Only ${some} reached entry ${furthest}, and a majority is ${needed}.`;
  }
  return `After entry ${furthest}, there are ${states.size} different balances, and none is reported by ${needed} of ${reports.length}.`;
}

function aside(replicas: readonly number[], what: string): string {
  if (replicas.length === 0) return '';
  const who = names(replicas);
  return ` ${who.charAt(0).toUpperCase()}${who.slice(1)} ${replicas.length === 1 ? 'is' : 'are'} ${what}.`;
}
