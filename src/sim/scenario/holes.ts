import { effectKinds, type EffectKind, type Link } from '../intervention.ts';
import type { Latency } from '../latency.ts';
import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';

/** What can stand in the holes of a command's pattern, such as `cut {link}`: how it is written, and what it means. */
export interface Holes {
  readonly node: NodeId;
  readonly client: NodeId;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly groups: readonly (readonly NodeId[])[];
  readonly link: Link;
  readonly time: Time;
  readonly shortest: Time;
  readonly longest: Time;
  readonly until: Time;
  readonly percent: number;
  readonly drift: number;
  readonly latency: Latency;
  readonly count: number;
  readonly effect: EffectKind;
  readonly word: string;
  readonly command: unknown;
}

const name = '[A-Za-z]\\w*(?:-\\w+)*';
export const timePattern = '\\d+ms|\\d+(?:\\.\\d{1,3})?s';
const percent = '\\d+(?:\\.\\d+)?(?:e-\\d+)?%';

/** Milliseconds, as in `120ms`, or seconds, as in `1.5s`. */
export const readTime = (text: string): Time =>
  text.endsWith('ms') ? Number(text.slice(0, -2)) : Math.round(Number(text.slice(0, -1)) * 1000);

const same = (text: string): string => text;

type Reader<Key extends keyof Holes> = readonly [pattern: string, read: (text: string) => Holes[Key]];

export const holes: { readonly [Key in keyof Holes]: Reader<Key> } = {
  node: [name, same],
  client: [name, same],
  from: [name, same],
  to: [name, same],
  word: ['\\S+', same],
  groups: [`${name}(?:\\s+${name})*(?:\\s*\\|\\s*${name}(?:\\s+${name})*)+`, readGroups],
  link: [`${name}\\s*<?->\\s*${name}`, readLink],
  time: [timePattern, readTime],
  shortest: [timePattern, readTime],
  longest: [timePattern, readTime],
  until: [timePattern, readTime],
  percent: [percent, readPercent],
  drift: [percent, (text) => Math.round(Number(text.slice(0, -1)) * 10_000)],
  latency: [`(?:about\\s+)?(?:${timePattern})|(?:${timePattern})\\s+to\\s+(?:${timePattern})`, readLatency],
  count: ['\\d+', Number],
  effect: [effectKinds.join('|'), (text) => text as EffectKind],
  command: ['.+', readCommand],
};

/** Shifts the decimal point, where a division by 100 may miss the last bit. */
function readPercent(text: string): number {
  const percent = text.slice(0, -1);
  return percent.includes('e') ? Number(percent) / 100 : Number(`${percent}e-2`);
}

function readGroups(text: string): NodeId[][] {
  return text.split('|').map((group) => group.trim().split(/\s+/));
}

function readLink(text: string): Link {
  const [from, to] = text.split(/\s*<?->\s*/) as [NodeId, NodeId];
  return { from, to, ways: text.includes('<->') ? 'both' : 'one' };
}

function readLatency(text: string): Latency {
  const [first, second] = text.match(new RegExp(timePattern, 'g'))!.map(readTime) as [Time, Time?];
  if (second !== undefined) return { kind: 'uniform', from: first, to: second };
  return text.startsWith('about') ? { kind: 'exponential', mean: first } : { kind: 'constant', ms: first };
}

/** JSON where it is JSON, and otherwise the words as they stand. */
function readCommand(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
