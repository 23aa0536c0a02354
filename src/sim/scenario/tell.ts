import { describe } from '../describe.ts';
import type { CrashPoint, Intervention, Link } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { printIntervention, printTime } from './print.ts';

/** What is done to the world, as a sentence without its time: `c1 sends “put x 5” to p`. */
export function tellIntervention(what: Intervention): string {
  switch (what.kind) {
    case 'cut':
      return `nothing passes ${linkInWords(what)} any more`;
    case 'heal':
      return `messages pass again ${linkInWords(what)}`;
    case 'partition':
      return partitionInWords(what.groups);
    case 'heal-all':
      return 'every link is whole again';
    case 'crash':
      return `${what.node} crashes${what.point ? ` in its next step, ${pointInWords(what.point)}` : ''}`;
    case 'stop':
      return `${what.node} is shut down in good order`;
    case 'restart':
      return `${what.node} starts again`;
    case 'pause':
      return `${what.node} stands still`;
    case 'resume':
      return `${what.node} goes on`;
    case 'fire':
      return `the timer ${what.timer} of ${what.node} fires`;
    case 'request':
      return `${what.client} sends “${describe(what.command)}” to ${what.to}`;
    case 'lose':
      return `the ${ordinal(what.nth)} message from ${what.from} to ${what.to} is lost`;
    case 'duplicate':
      return `the ${ordinal(what.nth)} message from ${what.from} to ${what.to} comes again ${printTime(what.after)} later`;
    case 'delay':
      return `the ${ordinal(what.nth)} message from ${what.from} to ${what.to} takes ${printTime(what.by)} longer`;
    case 'network':
    case 'disk':
    case 'clock':
    case 'storm':
      return `from now on: ${printIntervention(what).join(', ')}`;
  }
}

const linkInWords = ({ from, to, ways }: Link): string =>
  ways === 'both' ? `between ${from} and ${to}` : `from ${from} to ${to}`;

function pointInWords(point: CrashPoint): string {
  if ('before' in point) return `right before ${point.before}`;
  if (typeof point.after === 'string') return `right after ${point.after}`;
  return point.after === 0 ? 'before any effect' : `after ${point.after} of its effects`;
}

export function ordinal(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}

/** `a is cut off from b and c`, or `a, b and c with d are cut off from each other` */
function partitionInWords(groups: readonly (readonly NodeId[])[]): string {
  const [first = [], ...others] = groups;
  if (others.length === 1)
    return `${first.join(' and ')} ${first.length === 1 ? 'is' : 'are'} cut off from ${others[0]!.join(' and ')}`;
  const names = groups.map((group) => group.join(' with '));
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are cut off from each other`;
}
