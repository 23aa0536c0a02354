import type { NodeId, Time, Trace } from '../sim/index.ts';

/** What came of the requests of a run, as its clients and replicas saw it. Commands are told apart by their words. */
export interface Report {
  /** Everything that clients wanted done, in the order of asking. */
  readonly asked: readonly string[];
  /** What they had an answer to by the end. */
  readonly answered: readonly string[];
  /** Answered, and at the end missing on one replica or more. */
  readonly lost: readonly string[];
  /** Took effect more than once on one replica or more. */
  readonly twice: readonly string[];
  /** Positions at which two replicas hold different commands. */
  readonly apart: readonly number[];
  /** From asking to the answer, of the request that waited longest; `null` without an answer. */
  readonly longestWait: Time | null;
}

/** @param replicas those whose machines are to agree; who is down at the end is left out */
export function report(trace: Trace, replicas: readonly NodeId[]): Report {
  const requests = requestsOf(trace);
  const logs = replicas.filter((replica) => isUp(trace, replica)).map((replica) => appliedBy(trace, replica));
  const has = (log: ReadonlyMap<number, string>, command: string) => [...log.values()].includes(command);
  const asked = requests.map(({ command }) => command);
  const answered = requests.filter(({ answeredAt }) => answeredAt !== null);
  return {
    asked,
    answered: answered.map(({ command }) => command),
    lost: answered.flatMap(({ command }) => (logs.every((log) => has(log, command)) ? [] : [command])),
    twice: [...new Set(asked)].filter((command) => logs.some((log) => timesIn(log, command) > 1)),
    apart: positionsApart(logs),
    longestWait:
      answered.length === 0
        ? null
        : Math.max(...answered.map(({ askedAt, answeredAt }) => answeredAt! - askedAt)),
  };
}

/**
 * A promise for `inTheEnd` of a system: the replicas hold no two commands at one position, none of them twice, and nothing is missing
 * that was answered. A sentence when it is broken.
 */
export const oneOrder =
  (replicas: readonly NodeId[]) =>
  (trace: Trace): string | undefined => {
    const { apart, twice, lost } = report(trace, replicas);
    if (apart[0] !== undefined) {
      const held = replicas.map(
        (replica) => `${replica} “${appliedBy(trace, replica).get(apart[0]!) ?? '–'}”`,
      );
      return `At position ${apart[0]} the replicas hold different commands: ${held.join(', ')}.`;
    }
    if (twice[0] !== undefined) return `“${twice[0]}” took effect twice.`;
    if (lost[0] !== undefined) return `“${lost[0]}” was answered, and is missing in the end.`;
    return undefined;
  };

/** Position → command, as the replica applied them. What it applies again after a restart replaces what it knew. */
export function appliedBy({ events }: Trace, replica: NodeId): ReadonlyMap<number, string> {
  const log = new Map<number, string>();
  for (const event of events)
    if (event.kind === 'apply' && event.node === replica) log.set(event.position, wordsOf(event.command));
  return log;
}

const isUp = ({ events }: Trace, node: NodeId): boolean => {
  const last = events.findLast(
    (event) => 'node' in event && event.node === node && ['start', 'crash', 'stop'].includes(event.kind),
  );
  return last?.kind === 'start';
};

interface AskedRequest {
  readonly command: string;
  readonly askedAt: Time;
  answeredAt: Time | null;
}

function requestsOf({ events }: Trace): AskedRequest[] {
  const open = new Map<string, AskedRequest>();
  for (const event of events) {
    if (event.kind === 'invoke')
      open.set(`${event.node}/${event.request}`, {
        command: wordsOf(event.command),
        askedAt: event.at,
        answeredAt: null,
      });
    if (event.kind === 'return') open.get(`${event.node}/${event.request}`)!.answeredAt = event.at;
  }
  return [...open.values()];
}

function positionsApart(logs: readonly ReadonlyMap<number, string>[]): number[] {
  const positions = new Set(logs.flatMap((log) => [...log.keys()]));
  const held = (position: number) =>
    new Set(logs.flatMap((log) => (log.has(position) ? [log.get(position)!] : [])));
  return [...positions].filter((position) => held(position).size > 1).sort((a, b) => a - b);
}

const timesIn = (log: ReadonlyMap<number, string>, command: string): number =>
  [...log.values()].filter((other) => other === command).length;

/** The command itself, where it travels with a key. */
const wordsOf = (command: unknown): string =>
  typeof command === 'object' && command !== null && 'command' in command
    ? String(command.command)
    : String(command);
