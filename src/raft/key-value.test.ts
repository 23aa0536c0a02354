import { describe, expect, it } from 'vitest';
import { run } from '../machines/index.ts';
import { isAdministration } from './administration.ts';
import { isRead, keyOf, keyValues, readCommand, type KeyValueCommand } from './key-value.ts';

const outputs = (...commands: KeyValueCommand[]) => run(keyValues, commands).map(({ output }) => output);

describe('the key-value machine', () => {
  it('answers with the value that is there now', () => {
    expect(outputs('get x', 'set x 5', 'get x', 'add x 2', 'get x')).toEqual([null, 5, 5, 7, 7]);
  });

  it('adds to nothing as to zero, and shows when it is told twice', () => {
    expect(outputs('add x 1', 'add x 1', 'add x -3')).toEqual([1, 2, -1]);
  });

  it('compares and sets only where the value is the expected one', () => {
    expect(outputs('cas x 0 1', 'set x 1', 'cas x 1 2', 'cas x 1 3', 'get x')).toEqual([
      false,
      1,
      true,
      false,
      2,
    ]);
  });

  it('keeps keys apart, those included that every object seems to have', () => {
    expect(outputs('set x 1', 'get y', 'get constructor', 'add toString 1')).toEqual([1, null, null, 1]);
  });
});

describe('readCommand', () => {
  it.each(['get x', 'set x 1', 'add counter -12', 'cas x 1 2'])('reads %s', (words) => {
    const command = readCommand(words);
    expect(command).toBe(words);
    expect(isAdministration(command)).toBe(false);
  });

  it.each([
    ['add n4', { kind: 'add-server', server: 'n4' }],
    ['remove n2', { kind: 'remove-server', server: 'n2' }],
    ['transfer to n2', { kind: 'transfer-leadership', server: 'n2' }],
    ['snapshot', { kind: 'take-snapshot' }],
  ])('reads what an administrator asks: %s', (words, command) => {
    expect(readCommand(words)).toEqual(command);
    expect(isAdministration(readCommand(words))).toBe(true);
  });

  it.each([
    '',
    'get',
    'get X',
    'set x',
    'set x y',
    'set x 1.5',
    'cas x 1',
    'add x 1 2',
    'get __proto__',
    'drop x',
  ])('says what to write in place of “%s”', (words) => {
    expect(() => readCommand(words)).toThrow('Write: set x 1, get x, add x 1, or: cas x 1 2.');
  });
});

describe('a command', () => {
  it('names its key, and tells whether it changes anything', () => {
    expect((['get x', 'add y 1'] as const).map(keyOf)).toEqual(['x', 'y']);
    expect((['get x', 'set x 1', 'add x 1', 'cas x 1 2'] as const).map(isRead)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
