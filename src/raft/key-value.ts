import type { StateMachine } from '../machines/index.ts';
import type { NodeId } from '../sim/index.ts';
import type { Administration } from './types.ts';

/** The machine that the clusters of this course run: numbers under names. Its commands are words, as scenarios and pictures show them. */
export type KeyValueCommand =
  | `get ${string}`
  | `set ${string} ${number}`
  /** To a key without a value as to 0. Done twice it shows. */
  | `add ${string} ${number}`
  /** Compare and set: only where the first number stands is the second put in its place. */
  | `cas ${string} ${number} ${number}`;

export type KeyValues = Readonly<Record<string, number>>;

/** The value that a key has now, after whatever was done; null for none. A `cas` tells whether it took place. */
export type KeyValueOutput = number | null | boolean;

export const keyValues: StateMachine<KeyValues, KeyValueCommand, KeyValueOutput> = {
  initial: {},
  apply(values, command) {
    const [verb, key, first, second] = command.split(' ') as [string, string, string?, string?];
    const value = Object.hasOwn(values, key) ? values[key]! : null;
    const put = (next: number, output: KeyValueOutput) => ({ state: { ...values, [key]: next }, output });
    switch (verb) {
      case 'set':
        return put(Number(first), Number(first));
      case 'add':
        return put((value ?? 0) + Number(first), (value ?? 0) + Number(first));
      case 'cas':
        return value === Number(first) ? put(Number(second), true) : { state: values, output: false };
      default:
        return { state: values, output: value };
    }
  },
};

/** A command that changes nothing: it needs no place in the log, if the server knows that it still leads. */
export const isRead = (command: KeyValueCommand): boolean => command.startsWith('get ');

export const keyOf = (command: KeyValueCommand): string => command.split(' ')[1]!;

const key = '[a-z]\\w*';
const number = '-?\\d{1,9}';
const commands = new RegExp(`^(?:get ${key}|(?:set|add) ${key} ${number}|cas ${key} ${number} ${number})$`);
const node = '([A-Za-z]\\w*)';

const administration: readonly [pattern: RegExp, read: (server: NodeId) => Administration][] = [
  [new RegExp(`^add ${node}$`), (server) => ({ kind: 'add-server', server })],
  [new RegExp(`^remove ${node}$`), (server) => ({ kind: 'remove-server', server })],
  [new RegExp(`^transfer to ${node}$`), (server) => ({ kind: 'transfer-leadership', server })],
  [/^snapshot$/, () => ({ kind: 'take-snapshot' })],
];

/** Reads what a client or an administrator asks in words. @throws Error with a sentence when it is neither */
export function readCommand(words: string): KeyValueCommand | Administration {
  if (commands.test(words)) return words as KeyValueCommand;
  for (const [pattern, read] of administration) {
    const match = pattern.exec(words);
    if (match) return read(match[1]!);
  }
  throw new Error(
    'Write: set x 1, get x, add x 1, or: cas x 1 2. An administrator writes: add n4, remove n2, transfer to n2, or: snapshot',
  );
}
