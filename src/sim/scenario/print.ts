import type { ClockFaults, DiskFaults, LinkFaults } from '../faults.ts';
import type { CrashPoint, Intervention, Link, ScriptLine } from '../intervention.ts';
import type { Latency } from '../latency.ts';
import type { Time } from '../time.ts';
import type { Scenario } from './scenario.ts';

/** The text of a scenario, which reads back as the same scenario. */
export function printScenario({ title, system, seed, nodes, script, until }: Scenario): string {
  const head = [
    title && `scenario ${title}`,
    system && `system ${system}`,
    `seed ${seed}`,
    nodes.length > 0 && `nodes ${nodes.join(' ')}`,
  ].filter(Boolean);
  const end = until === null ? [] : [`until ${printTime(until)}`];
  return `${[...head, '', ...printScript(script), ...end].join('\n').replace(/\n{2,}$/, '\n')}\n`;
}

/** A script line by line; settings of the beginning come without their time. */
export function printScript(script: readonly ScriptLine[]): string[] {
  let above = 0;
  return script.flatMap((line) => {
    const when =
      line.event !== undefined
        ? `at ${printTime(line.at)} after event ${line.event} `
        : line.at === 0 && above === 0
          ? ''
          : `at ${printTime(line.at)} `;
    above = line.at;
    return printIntervention(line.do).map((command) => when + command);
  });
}

export const printTime = (time: Time): string => `${time}ms`;

/** One command, or several where one intervention changes several settings. */
export function printIntervention(what: Intervention): string[] {
  switch (what.kind) {
    case 'cut':
    case 'heal':
      return [`${what.kind} ${printLink(what)}`];
    case 'partition':
      return [`partition ${what.groups.map((group) => group.join(' ')).join(' | ')}`];
    case 'heal-all':
      return ['heal everything'];
    case 'crash':
      return [`crash ${what.node}${what.point ? ` ${printPoint(what.point)}` : ''}`];
    case 'stop':
    case 'restart':
    case 'pause':
    case 'resume':
      return [`${what.kind} ${what.node}`];
    case 'fire':
      return [`fire ${what.timer} of ${what.node}`];
    case 'request':
      return [`client ${what.client} sends ${printCommand(what.command)} to ${what.to}`];
    case 'network':
      return printLinkFaults(what.faults).map((line) =>
        what.link ? `${line} on ${printLink(what.link)}` : line,
      );
    case 'disk':
      return printDiskFaults(what.faults).map((line) => (what.node ? `${line} on ${what.node}` : line));
    case 'clock':
      return printClockFaults(what.faults).map((line) => `clock of ${what.node} ${line}`);
    case 'lose':
      return [`lose message ${what.nth} from ${what.from} to ${what.to}`];
    case 'duplicate':
      return [`duplicate message ${what.nth} from ${what.from} to ${what.to} after ${printTime(what.after)}`];
    case 'delay':
      return [`delay message ${what.nth} from ${what.from} to ${what.to} by ${printTime(what.by)}`];
    case 'storm': {
      const [shortest, longest] = what.lasting.map(printTime);
      return [
        `${what.of} every ${printTime(what.every)} for ${shortest} to ${longest} until ${printTime(what.until)}`,
      ];
    }
  }
}

const printLink = ({ from, to, ways }: Link): string => `${from} ${ways === 'both' ? '<->' : '->'} ${to}`;

const printPoint = (point: CrashPoint): string =>
  'before' in point
    ? `before ${point.before}`
    : typeof point.after === 'number'
      ? `after effect ${point.after}`
      : `after ${point.after}`;

/** Words that would read back as a number or other data stand in quotes. */
function printCommand(command: unknown): string {
  if (typeof command !== 'string') return JSON.stringify(command);
  try {
    JSON.parse(command);
  } catch {
    if (/^\S+( \S+)*$/.test(command)) return command;
  }
  return JSON.stringify(command);
}

const printLinkFaults = ({ latency, loss, duplication, reordering }: Partial<LinkFaults>): string[] => [
  ...(latency ? [`latency ${printLatency(latency)}`] : []),
  ...(loss === undefined ? [] : [`loss ${printPercent(loss)}`]),
  ...(duplication === undefined ? [] : [`duplication ${printPercent(duplication)}`]),
  ...(reordering === undefined ? [] : [`reordering ${printPercent(reordering)}`]),
];

const printDiskFaults = ({ unsynced, torn }: Partial<DiskFaults>): string[] => [
  ...(unsynced === undefined ? [] : [`unsynced writes are ${unsynced}`]),
  ...(torn === undefined ? [] : [`torn writes ${printPercent(torn)}`]),
];

const printClockFaults = ({ ahead, drift }: Partial<ClockFaults>): string[] => [
  ...(ahead === undefined
    ? []
    : [ahead === 0 ? 'is right' : `is ${printTime(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`]),
  ...(drift === undefined
    ? []
    : [drift === 0 ? 'runs true' : `runs ${Math.abs(drift) / 10_000}% ${drift > 0 ? 'fast' : 'slow'}`]),
];

function printLatency(latency: Latency): string {
  switch (latency.kind) {
    case 'constant':
      return printTime(latency.ms);
    case 'uniform':
      return `${printTime(latency.from)} to ${printTime(latency.to)}`;
    case 'exponential':
      return `about ${printTime(latency.mean)}`;
  }
}

/** Shifts the decimal point, where a multiplication by 100 would leave 7.000000000000001. */
const printPercent = (chance: number): string =>
  `${/e/.test(`${chance}`) ? chance * 100 : Number(`${chance}e2`)}%`;
