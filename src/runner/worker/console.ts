import inspect from 'object-inspect';
import { isTrace, readTrace } from '../../sim/trace/read.ts';
import type { Trace } from '../../sim/trace/trace.ts';
import { drawnLine } from '../drawn.ts';
import type { ConsoleEntry } from '../runner.ts';
import { boundTrace } from './bound-trace.ts';

export interface ConsoleSink {
  write(entries: ConsoleEntry[], dropped: number): void;
  /** @throws when the trace holds what cannot leave the worker */
  draw(trace: Trace): void;
  clear(): void;
}

type Level = ConsoleEntry['level'];

const FLUSH_MS = 50;
const MAX_ENTRIES = 2_000;
const MAX_CHARACTERS = 10_000;
const ONE_LINE = 72;

/**
 * Replaces `console` by one that speaks in batches: the first lines at once, later ones at most every 50 ms, never
 * more than 2,000 in a run. A loop that prints a hundred thousand lines costs the page nothing; it is told how many were cut.
 *
 * A trace that is printed is drawn: one line stands for it here, and the last one of a batch goes to the page. Where a program broke a rule
 * of the world, its sentence is said, too: many a caller of `runScenario` forgets to look.
 */
export function installConsole(sink: ConsoleSink): { flush(): void } {
  const now = performance.now.bind(performance);
  const later = setTimeout;
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let buffer: ConsoleEntry[] = [];
  let drawn: Trace | undefined;
  let dropped = 0;
  let written = 0;
  let depth = 0;
  let lastFlush = -Infinity;
  let scheduled = false;

  function flush() {
    if (drawn) draw(drawn);
    if (buffer.length === 0 && dropped === 0) return;
    sink.write(buffer, dropped);
    buffer = [];
    dropped = 0;
    lastFlush = now();
  }

  function add(level: Level, values: readonly unknown[], group = false) {
    if (written >= MAX_ENTRIES) dropped++;
    else
      buffer.push({
        id: ++written,
        level,
        depth,
        ...(group && { group }),
        text: print(values),
        ...callSite(),
      });
  }

  function draw(trace: Trace) {
    drawn = undefined;
    try {
      sink.draw(trace);
    } catch (error) {
      add('error', [`This run cannot be drawn: ${messageOf(error)}`]);
    }
  }

  function push(level: Level, values: readonly unknown[], group = false) {
    let as = level;
    const broke: string[] = [];
    const said = values.map((value) => {
      if (!isTrace(value)) return value;
      try {
        const trace = readTrace(value);
        const last = trace.events.at(-1);
        if (last?.kind === 'broke') broke.push(last.sentence);
        drawn = boundTrace(trace);
        return drawnLine(drawn);
      } catch (error) {
        as = 'error';
        return messageOf(error);
      }
    });
    add(as, said, group);
    for (const sentence of broke) add('error', [sentence]);
    if (now() - lastFlush >= FLUSH_MS) flush();
    else if (!scheduled) {
      scheduled = true;
      later(() => {
        scheduled = false;
        flush();
      }, FLUSH_MS);
    }
  }

  const method =
    (level: Level) =>
    (...values: unknown[]) =>
      push(level, values);
  const label = (name: unknown) => (name === undefined ? 'default' : String(name));
  const group = (...values: unknown[]) => {
    if (values.length > 0) push('log', values, true);
    depth++;
  };
  const elapsed = (name: unknown, values: readonly unknown[]) => {
    const started = timers.get(label(name));
    if (started === undefined) push('warn', [`Timer '${label(name)}' does not exist`]);
    else push('log', [`${label(name)}: ${(now() - started).toFixed(2)} ms`, ...values]);
  };

  Object.assign(console, {
    log: method('log'),
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
    debug: method('debug'),
    dir: (value: unknown) => push('log', [value]),
    trace: (...values: unknown[]) => push('log', ['Trace:', ...values]),
    table: (value: unknown) => push('log', [table(value)]),
    assert: (holds?: unknown, ...values: unknown[]) => {
      if (!holds) push('error', values.length > 0 ? ['Assertion failed:', ...values] : ['Assertion failed']);
    },
    count: (name?: unknown) => {
      counts.set(label(name), (counts.get(label(name)) ?? 0) + 1);
      push('log', [`${label(name)}: ${counts.get(label(name))}`]);
    },
    countReset: (name?: unknown) => counts.delete(label(name)),
    time: (name?: unknown) => timers.set(label(name), now()),
    timeLog: (name?: unknown, ...values: unknown[]) => elapsed(name, values),
    timeEnd: (name?: unknown, ...values: unknown[]) => {
      elapsed(name, values);
      timers.delete(label(name));
    },
    group,
    groupCollapsed: group,
    groupEnd: () => {
      depth = Math.max(0, depth - 1);
    },
    clear: () => {
      buffer = [];
      drawn = undefined;
      written = 0;
      sink.clear();
    },
  });
  return { flush };
}

/** Prints as Node does: strings bare, everything else inspected, `%s %d %i %f %j %o %O` filled in. */
export function print(values: readonly unknown[]): string {
  let rest = values;
  const parts: string[] = [];
  if (typeof values[0] === 'string') {
    rest = values.slice(1);
    parts.push(
      values[0].replace(/%[sdifjoOc%]/g, (directive) => {
        if (directive === '%%') return '%';
        if (rest.length === 0) return directive;
        const value = rest[0];
        rest = rest.slice(1);
        return fill(directive, value);
      }),
    );
  }
  parts.push(...rest.map((value) => (typeof value === 'string' ? value : show(value))));
  const text = parts.join(' ');
  if (text.length <= MAX_CHARACTERS) return text;
  return `${text.slice(0, MAX_CHARACTERS)}… (${(text.length - MAX_CHARACTERS).toLocaleString('en')} more characters)`;
}

function fill(directive: string, value: unknown): string {
  switch (directive) {
    case '%s':
      return typeof value === 'string' ? value : show(value);
    case '%d':
      return typeof value === 'bigint' ? show(value) : String(Number(value));
    case '%i':
      return String(Math.trunc(Number(value)));
    case '%f':
      return String(Number(value));
    case '%c':
      return '';
    default:
      return show(value);
  }
}

function show(value: unknown): string {
  if (value instanceof Error) return showError(value);
  if (typeof value === 'bigint') return `${value}n`;
  try {
    const line = inspect(value, { depth: 6, maxStringLength: MAX_CHARACTERS });
    return line.length <= ONE_LINE
      ? line
      : inspect(value, { depth: 6, indent: 2, maxStringLength: MAX_CHARACTERS });
  } catch (error) {
    return `[cannot be printed: ${messageOf(error)}]`;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function showError(error: Error): string {
  const cause = error.cause === undefined ? '' : `\n  caused by ${show(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}

function table(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const rows: [string, unknown][] =
    value instanceof Map ? [...value].map(([key, row]) => [show(key), row]) : Object.entries(value);
  const isRecord = (row: unknown): row is Record<string, unknown> => row !== null && typeof row === 'object';
  const columns = [...new Set(rows.flatMap(([, row]) => (isRecord(row) ? Object.keys(row) : ['value'])))];
  const cell = (row: unknown, column: string) => {
    if (isRecord(row)) return column in row ? show(row[column]) : '';
    return column === 'value' ? show(row) : '';
  };
  const cells = [
    ['', ...columns],
    ...rows.map(([key, row]) => [key, ...columns.map((column) => cell(row, column))]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The learner's line that called, from the stack: files in the page have absolute virtual paths. */
function callSite(): { file?: string; line?: number } {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 8;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  const found = /[ (@](\/[\w./-]+\.ts):(\d+):\d+\)?$/m.exec(stack);
  return found ? { file: found[1]!, line: Number(found[2]) } : {};
}
