import type { Intervention, ScriptLine } from '../intervention.ts';
import type { Latency } from '../latency.ts';
import type { Time } from '../time.ts';

/** Lines that say less than this one, the boldest first. `above`: the time of the line above, before which none may come. */
export function simplerLines(line: ScriptLine, above: Time): ScriptLine[] {
  return [
    ...simplerInterventions(line.do).map((what) => ({ ...line, do: what })),
    ...(line.event === undefined ? earlier(line.at, above).map((at) => ({ ...line, at })) : []),
  ];
}

/** Earlier times: the earliest, then half way there, then rounder ones. */
const earlier = (time: Time, lowest: Time): Time[] =>
  smaller(time, [
    lowest,
    round((time + lowest) / 2, 10),
    ...[1000, 100, 10].map((step) => round(time, step)),
  ]).filter((at) => at >= lowest);

const shorter = (span: Time): Time[] =>
  smaller(span, [0, 1, round(span / 2, 10), round(span, 100), round(span, 10)]);

const smaller = (value: number, candidates: readonly number[]): number[] =>
  candidates.filter((candidate) => candidate < value);

const round = (time: number, step: Time): Time => Math.floor(time / step) * step;

function simplerInterventions(what: Intervention): Intervention[] {
  switch (what.kind) {
    case 'cut':
    case 'heal':
      return what.ways === 'both'
        ? [
            { ...what, ways: 'one' },
            { ...what, from: what.to, to: what.from, ways: 'one' },
          ]
        : [];
    case 'crash':
      return what.point ? [{ kind: 'crash', node: what.node }] : [];
    case 'duplicate':
      return shorter(what.after).map((after) => ({ ...what, after }));
    case 'delay':
      return shorter(what.by)
        .filter((by) => by > 0)
        .map((by) => ({ ...what, by }));
    case 'request':
      return simplerCommands(what.command).map((command) => ({ ...what, command }));
    case 'network': {
      const { latency } = what.faults;
      if (!latency || latency.kind === 'constant') return [];
      return [{ ...what, faults: { ...what.faults, latency: { kind: 'constant', ms: middle(latency) } } }];
    }
    default:
      return [];
  }
}

const middle = (latency: Exclude<Latency, { readonly kind: 'constant' }>): Time =>
  latency.kind === 'uniform' ? Math.round((latency.from + latency.to) / 2) : latency.mean;

/** The same command with one of its numbers smaller, wherever it stands. */
function simplerCommands(command: unknown): unknown[] {
  if (typeof command === 'number') return Number.isInteger(command) && command > 1 ? [1] : [];
  if (typeof command === 'string') {
    return [...command.matchAll(/\b\d+\b/g)]
      .filter(([digits]) => Number(digits) > 1)
      .map(({ 0: digits, index }) => `${command.slice(0, index)}1${command.slice(index + digits.length)}`);
  }
  if (typeof command !== 'object' || command === null) return [];
  return Object.entries(command).flatMap(([key, value]) =>
    simplerCommands(value).map((simpler) =>
      Array.isArray(command)
        ? command.map((each: unknown, index) => (index === Number(key) ? simpler : each))
        : { ...command, [key]: simpler },
    ),
  );
}
