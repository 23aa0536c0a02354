import type { ClockFaults, DiskFaults, Faults, LinkFaults } from '../faults.ts';
import type { Intervention, Storm } from '../intervention.ts';
import type { Latency } from '../latency.ts';
import { nearest } from '../nearest.ts';
import type { NodeId } from '../program.ts';
import { isSpan, isTime } from '../time.ts';

/** Each gives a sentence when something makes no sense, and nothing when it does. */
type Flaw = string | undefined;

const first = (...flaws: readonly Flaw[]): Flaw => flaws.find((flaw) => flaw !== undefined);

export const flawOfSeed = (seed: number): Flaw =>
  Number.isSafeInteger(seed) ? undefined : `A seed is a whole number, and ${seed} is not.`;

export function flawOfNames(nodes: readonly NodeId[]): Flaw {
  if (nodes.length === 0) return 'A world has one node or more.';
  return first(...nodes.map(flawOfName));
}

export const flawOfName = (name: NodeId): Flaw =>
  /^[A-Za-z]\w*(-\w+)*$/.test(name)
    ? undefined
    : `“${name}” cannot be a name. A name begins with a letter and goes on with letters, digits, _ and -.`;

export const flawOfFaults = ({ network, disk, clocks }: Faults, nodes: readonly NodeId[]): Flaw =>
  first(
    flawOfLinkFaults(network),
    flawOfDiskFaults(disk),
    ...Object.entries(clocks).flatMap(([node, clock]) => [flawOfNode(node, nodes), flawOfClockFaults(clock)]),
  );

export function flawOfIntervention(what: Intervention, nodes: readonly NodeId[]): Flaw {
  switch (what.kind) {
    case 'cut':
    case 'heal':
      return flawOfLink(what);
    case 'partition':
      return flawOfGroups(what.groups);
    case 'heal-all':
      return undefined;
    case 'crash':
    case 'stop':
    case 'restart':
    case 'pause':
    case 'resume':
    case 'fire':
      return flawOfNode(what.node, nodes);
    case 'request':
      return nodes.includes(what.client)
        ? `${what.client} is a node, and only clients send requests. Give the client another name.`
        : first(flawOfName(what.client), flawOfNode(what.to, nodes));
    case 'network':
      return first(what.link && flawOfLink(what.link), flawOfLinkFaults(what.faults));
    case 'disk':
      return first(
        what.node === undefined ? undefined : flawOfNode(what.node, nodes),
        flawOfDiskFaults(what.faults),
      );
    case 'clock':
      return first(flawOfNode(what.node, nodes), flawOfClockFaults(what.faults));
    case 'lose':
      return first(flawOfLink(what), flawOfNth(what.nth));
    case 'duplicate':
      return first(flawOfLink(what), flawOfNth(what.nth), flawOfTime('A copy comes after', what.after));
    case 'delay':
      return first(flawOfLink(what), flawOfNth(what.nth), flawOfTime('A message is delayed by', what.by));
    case 'storm':
      return flawOfStorm(what);
    default:
      return unknownKind((what satisfies never as { kind?: unknown }).kind);
  }
}

/** A client’s command in words that nobody understands. */
export function flawOfWords(what: Intervention, readCommand?: (words: string) => unknown): Flaw {
  if (what.kind !== 'request' || typeof what.command !== 'string' || !readCommand) return undefined;
  try {
    readCommand(what.command);
    return undefined;
  } catch (error) {
    return `“${what.command}” is no command. ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A link may lead to a client that has not spoken yet, so that its ends are names and no more. */
const flawOfLink = ({ from, to }: { readonly from: NodeId; readonly to: NodeId }): Flaw =>
  first(
    flawOfName(from),
    flawOfName(to),
    from === to ? `No link leads from ${from} to itself. Name two ends.` : undefined,
  );

function flawOfGroups(groups: readonly (readonly NodeId[])[]): Flaw {
  if (groups.length < 2 || groups.some((group) => group.length === 0))
    return 'A partition has two groups or more, and nobody in none of them.';
  const names = groups.flat();
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return first(
    ...names.map(flawOfName),
    twice && `${twice} stands in two groups of the partition. Leave one of them out.`,
  );
}

function flawOfNode(node: NodeId, nodes: readonly NodeId[]): Flaw {
  if (nodes.includes(node)) return undefined;
  return `There is no node ${node}. The nodes are ${nodes.join(', ')}.`;
}

const flawOfNth = (nth: number): Flaw =>
  Number.isSafeInteger(nth) && nth >= 1
    ? undefined
    : `The messages of a link are numbered from 1, and ${nth} is no such number.`;

const flawOfTime = (what: string, time: unknown): Flaw =>
  isTime(time) ? undefined : `${what} whole milliseconds, 0 or more, and not by ${String(time)}.`;

function flawOfStorm({ of, every, lasting, until }: Storm): Flaw {
  if (!['crashes', 'pauses', 'cuts', 'partitions'].includes(of))
    return `A storm is one of crashes, pauses, cuts or partitions, and not of ${String(of)}.`;
  if (!isTime(every) || every === 0)
    return `A storm strikes every so many milliseconds, 1 or more, and not ${every}.`;
  if (!isSpan(lasting))
    return `What a storm does lasts from so many milliseconds to so many, and not ${String(lasting)}.`;
  return isTime(until) ? undefined : `A storm ends at a time in whole milliseconds, and not at ${until}.`;
}

const flawOfLinkFaults = ({ latency, loss, duplication, reordering }: Partial<LinkFaults>): Flaw =>
  first(
    latency && flawOfLatency(latency),
    flawOfChance('loss', loss),
    flawOfChance('duplication', duplication),
    flawOfChance('reordering', reordering),
  );

function flawOfLatency(latency: Latency): Flaw {
  const times =
    latency.kind === 'constant'
      ? [latency.ms]
      : latency.kind === 'uniform'
        ? [latency.from, latency.to]
        : [latency.mean];
  const bad = times.find((time) => !isTime(time));
  if (bad !== undefined) return `A latency is whole milliseconds, 0 or more, and ${bad} is not.`;
  return latency.kind === 'uniform' && latency.from > latency.to
    ? `A latency from ${latency.from} to ${latency.to} ms runs backwards. Put the smaller first.`
    : undefined;
}

const flawOfDiskFaults = ({ unsynced, torn }: Partial<DiskFaults>): Flaw =>
  first(
    unsynced === undefined || ['lost', 'kept', 'some'].includes(unsynced)
      ? undefined
      : `Unsynced writes are lost, kept or some, and not ${unsynced}.`,
    flawOfChance('torn', torn),
  );

const flawOfClockFaults = ({ ahead = 0, drift = 0 }: Partial<ClockFaults>): Flaw =>
  first(
    Number.isSafeInteger(ahead) ? undefined : `A clock is ahead by whole milliseconds, and not by ${ahead}.`,
    Number.isSafeInteger(drift) && drift > -1_000_000
      ? undefined
      : `A clock drifts by whole parts per million, more than -1000000, and not by ${drift}.`,
  );

const flawOfChance = (name: string, chance: number | undefined): Flaw =>
  chance === undefined || (chance >= 0 && chance <= 1)
    ? undefined
    : `A chance lies between 0 and 1, and the ${name} of ${chance} does not.`;

export const interventionKinds: readonly Intervention['kind'][] = [
  'cut',
  'heal',
  'partition',
  'heal-all',
  'crash',
  'stop',
  'restart',
  'pause',
  'resume',
  'fire',
  'request',
  'network',
  'disk',
  'clock',
  'lose',
  'duplicate',
  'delay',
  'storm',
];

function unknownKind(kind: unknown): string {
  const meant = nearest(String(kind), interventionKinds);
  return `The world cannot do “${String(kind)}”.${meant ? ` Did you mean ${meant}?` : ''} It knows ${interventionKinds.join(', ')}.`;
}
