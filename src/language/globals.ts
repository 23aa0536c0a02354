/**
 * What a program finds beside ECMAScript, in the page's worker and in Node alike. Not the DOM: there is none, and a name
 * that does not exist at run time must not exist for the type checker.
 */
export const globals = `
interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  dir(value: unknown): void;
  table(rows: unknown, columns?: readonly string[]): void;
  assert(condition?: boolean, ...values: unknown[]): void;
  count(label?: string): void;
  countReset(label?: string): void;
  group(...values: unknown[]): void;
  groupCollapsed(...values: unknown[]): void;
  groupEnd(): void;
  time(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  timeEnd(label?: string): void;
  clear(): void;
}
declare var console: Console;

/** Calls \`callback\` once, after \`delay\` milliseconds or later. The result stops it: \`clearTimeout(id)\`. */
declare function setTimeout<Values extends unknown[]>(callback: (...values: Values) => void, delay?: number, ...values: Partial<Values>): number;
declare function clearTimeout(id: number | undefined): void;
/** Calls \`callback\` every \`delay\` milliseconds. The result stops it: \`clearInterval(id)\`. */
declare function setInterval<Values extends unknown[]>(callback: (...values: Values) => void, delay?: number, ...values: Partial<Values>): number;
declare function clearInterval(id: number | undefined): void;
/** Calls \`callback\` as soon as the code that is running has come to its end, before any timer. */
declare function queueMicrotask(callback: () => void): void;
/** A deep copy. Throws when the value holds a function. */
declare function structuredClone<Value>(value: Value): Value;
interface Performance {
  /** Milliseconds since the program began, with fractions. */
  now(): number;
}
declare var performance: Performance;
`;
