import { describe, expect, it } from 'vitest';
import { readCommand } from '../../raft/index.ts';
import { readDeed } from './command.ts';

const known = { nodes: ['n1', 'n2', 'n3'], readCommand };

describe('a line of what is to be done', () => {
  it('is read as scenarios are', () => {
    expect(readDeed(' cut n1 <-> n2 ', known)).toEqual({ kind: 'cut', from: 'n1', to: 'n2', ways: 'both' });
    expect(readDeed('client c1 sends set x 5 to n2', known)).toMatchObject({ kind: 'request', to: 'n2' });
  });

  it.each([
    ['', 'Write what is to be done: crash n1, or: client c1 sends set x 1 to n1'],
    ['# nothing', 'Write what is to be done: crash n1, or: client c1 sends set x 1 to n1'],
    ['at 20ms crash n1', 'What is written here is done now. Leave the time out: crash n1'],
    ['seed 4', '“seed 4” is a line of a whole scenario. Write it there, and run it anew.'],
    ['crahs n1', '“crahs” is no command. Write: crash n1'],
    ['crash n9', 'There is no node n9.'],
    ['client c1 sends drop x to n1', 'Write: set x 1'],
  ])('says what is wrong with “%s”', (line, sentence) => {
    expect(() => readDeed(line, known)).toThrow(sentence);
  });
});
