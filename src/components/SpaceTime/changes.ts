import { diffArrays } from 'diff';

/** One place of a state that is not as it was. `path` reads as code would: `log[2].command`. */
export interface Change {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two states, place by place: a field that was added has no `before`, one that went has no `after`. */
export function changesBetween(before: unknown, after: unknown, path = ''): readonly Change[] {
  if (same(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, path);
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => {
      const inside = path === '' ? nameOf(key) : isName(key) ? `${path}.${key}` : `${path}[${nameOf(key)}]`;
      if (!Object.hasOwn(before, key)) return [{ path: inside, after: after[key] }];
      if (!Object.hasOwn(after, key)) return [{ path: inside, before: before[key] }];
      return changesBetween(before[key], after[key], inside);
    });
  }
  return [{ path, before, after }];
}

/** What was taken from a list and what was added; an element in the place of another is compared with it. */
function listChanges(before: readonly unknown[], after: readonly unknown[], path: string): Change[] {
  const changes: Change[] = [];
  let gone: { readonly index: number; readonly value: unknown }[] = [];
  let [old, now] = [0, 0];
  const settle = () => {
    changes.push(...gone.map(({ index, value }) => ({ path: `${path}[${index}]`, before: value })));
    gone = [];
  };
  for (const { value, removed, added } of diffArrays(before.map(textOf), after.map(textOf))) {
    if (removed) for (const _ of value) gone.push({ index: old, value: before[old++] });
    else if (added)
      for (const _ of value) {
        const index = now++;
        const place = `${path}[${index}]`;
        const replaced = gone.shift();
        if (replaced) changes.push(...changesBetween(replaced.value, after[index], place));
        else changes.push({ path: place, after: after[index] });
      }
    else {
      settle();
      old += value.length;
      now += value.length;
    }
  }
  settle();
  return changes;
}

/** How many fields of a state are as they were. */
export function unchangedFields(before: unknown, after: unknown): number {
  if (!isRecord(before) || !isRecord(after)) return 0;
  return Object.keys(after).filter((key) => Object.hasOwn(before, key) && same(before[key], after[key]))
    .length;
}

/** A state over several lines, as one would write it in TypeScript, but without the noise. */
export function linesOf(value: unknown, most = 200): readonly string[] {
  const lines = [...unfold(value, '', '')];
  return lines.length <= most ? lines : [...lines.slice(0, most), `… ${lines.length - most} more lines`];
}

function* unfold(value: unknown, indent: string, name: string): Generator<string> {
  const flat = inOneLine(value);
  if (indent.length + name.length + flat.length <= 64 || !(Array.isArray(value) || isRecord(value)))
    return yield indent + name + flat;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  yield indent + name + open;
  for (const [key, inside] of Object.entries(value))
    yield* unfold(inside, `${indent}  `, Array.isArray(value) ? '' : `${nameOf(key)}: `);
  yield indent + close;
}

export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** `{ kind: 'entry', position: 3 }` */
export function inOneLine(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.map(inOneLine).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  const fields = Object.entries(value).map(([key, inside]) => `${nameOf(key)}: ${inOneLine(inside)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

const isName = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key);
const nameOf = (key: string): string => (isName(key) ? key : `'${key}'`);
const textOf = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
const same = (a: unknown, b: unknown): boolean => a === b || textOf(a) === textOf(b);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
