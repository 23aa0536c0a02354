import { describe, expect, it } from 'vitest';
import { parseScenario, type Known } from './parse.ts';
import { ScenarioError } from './scenario.ts';

const doings = (text: string) => parseScenario(text).script.map((line) => line.do);
const problems = (text: string, known?: Known) => {
  try {
    parseScenario(text, known);
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError);
    return (error as ScenarioError).problems.map(({ line, sentence }) => `${line}: ${sentence}`);
  }
  return [];
};

describe('parseScenario', () => {
  it('reads the head, the script and the end', () => {
    const text = `
      # Comments stand on lines of their own.
      scenario A write is acknowledged and lost
      system naive-register
      seed 7
      nodes n1 n2, n3

      cut n1 -> n2
      at 120ms crash n1
      restart n1
      after 1.5s stop n2
      at 2s after event 57 pause n3
      until 3s`;
    expect(parseScenario(text)).toEqual({
      title: 'A write is acknowledged and lost',
      system: 'naive-register',
      seed: 7,
      nodes: ['n1', 'n2', 'n3'],
      script: [
        { at: 0, do: { kind: 'cut', from: 'n1', to: 'n2', ways: 'one' } },
        { at: 120, do: { kind: 'crash', node: 'n1' } },
        { at: 120, do: { kind: 'restart', node: 'n1' } },
        { at: 1620, do: { kind: 'stop', node: 'n2' } },
        { at: 2000, event: 57, do: { kind: 'pause', node: 'n3' } },
      ],
      until: 3000,
    });
  });

  it('is content with nothing', () => {
    expect(parseScenario('')).toEqual({ title: '', system: '', seed: 1, nodes: [], script: [], until: null });
    expect(parseScenario('until nothing happens').until).toBeNull();
  });

  it.each<[string, unknown]>([
    ['cut a<->b', { kind: 'cut', from: 'a', to: 'b', ways: 'both' }],
    ['heal  a  ->  b-2', { kind: 'heal', from: 'a', to: 'b-2', ways: 'one' }],
    ['heal everything', { kind: 'heal-all' }],
    ['partition a b | c | d', { kind: 'partition', groups: [['a', 'b'], ['c'], ['d']] }],
    ['crash a after effect 2', { kind: 'crash', node: 'a', point: { after: 2 } }],
    ['crash a after persist', { kind: 'crash', node: 'a', point: { after: 'persist' } }],
    ['crash a before send', { kind: 'crash', node: 'a', point: { before: 'send' } }],
    ['resume a', { kind: 'resume', node: 'a' }],
    ['fire election of a', { kind: 'fire', node: 'a', timer: 'election' }],
    ['client c sends deposit 5 to a', { kind: 'request', client: 'c', to: 'a', command: 'deposit 5' }],
    [
      'client c sends move 5 to bob to a',
      { kind: 'request', client: 'c', to: 'a', command: 'move 5 to bob' },
    ],
    ['client c sends {"put":[1]} to a', { kind: 'request', client: 'c', to: 'a', command: { put: [1] } }],
    ['client c sends 5 to a', { kind: 'request', client: 'c', to: 'a', command: 5 }],
    ['latency 10ms', { kind: 'network', faults: { latency: { kind: 'constant', ms: 10 } } }],
    ['latency 5ms to 1s', { kind: 'network', faults: { latency: { kind: 'uniform', from: 5, to: 1000 } } }],
    [
      'latency about 10ms on a -> b',
      {
        kind: 'network',
        link: { from: 'a', to: 'b', ways: 'one' },
        faults: { latency: { kind: 'exponential', mean: 10 } },
      },
    ],
    ['loss 2.5%', { kind: 'network', faults: { loss: 0.025 } }],
    [
      'duplication 7% on a <-> b',
      { kind: 'network', link: { from: 'a', to: 'b', ways: 'both' }, faults: { duplication: 0.07 } },
    ],
    ['reordering 100%', { kind: 'network', faults: { reordering: 1 } }],
    ['unsynced writes are some on a', { kind: 'disk', node: 'a', faults: { unsynced: 'some' } }],
    ['torn writes 50%', { kind: 'disk', faults: { torn: 0.5 } }],
    ['clock of a is 30ms behind', { kind: 'clock', node: 'a', faults: { ahead: -30 } }],
    ['clock of a is right', { kind: 'clock', node: 'a', faults: { ahead: 0 } }],
    ['clock of a runs 0.5% fast', { kind: 'clock', node: 'a', faults: { drift: 5_000 } }],
    ['clock of a runs 10% slow', { kind: 'clock', node: 'a', faults: { drift: -100_000 } }],
    ['lose message 2 from a to b', { kind: 'lose', from: 'a', to: 'b', nth: 2 }],
    [
      'duplicate message 2 from a to b after 9ms',
      { kind: 'duplicate', from: 'a', to: 'b', nth: 2, after: 9 },
    ],
    ['delay message 2 from a to b by 9ms', { kind: 'delay', from: 'a', to: 'b', nth: 2, by: 9 }],
    [
      'cuts every 500ms for 50ms to 200ms until 5s',
      { kind: 'storm', of: 'cuts', every: 500, lasting: [50, 200], until: 5000 },
    ],
  ])('understands: %s', (line, what) => {
    expect(doings(line)).toEqual([what]);
  });

  it('tells every problem, with its line, and what to write', () => {
    const text = ['seed 1', 'cutt a -> b', '', 'cut a b', 'at 12 crash a', 'loss 10', 'dance'].join('\n');
    expect(problems(text)).toEqual([
      '2: “cutt” is no command. Write: cut n1 -> n2',
      '4: “cut a b” is not how cut is written. Write: cut n1 -> n2',
      '5: “12” is no time. Write: at 120ms crash a',
      '6: “loss 10” is not how loss is written. Write: loss 10%, or: loss 10% on n1 -> n2',
      expect.stringMatching(/^7: “dance” is no command. Commands begin with cut, heal, partition, crash,/),
    ]);
    expect(() => parseScenario(text)).toThrow('Line 2: “cutt” is no command. Write: cut n1 -> n2\nLine 4: ');
  });

  it.each([
    ['seed x', '“x” is no seed. Write a whole number: seed 7'],
    ['seed 99999999999999999999', '“99999999999999999999” is no seed.'],
    ['nodes 1 2', '“1” cannot be a name.'],
    ['nodes', 'A world has one node or more.'],
    ['nodes a b a', 'a is named twice. Leave one out.'],
    ['until soon', '“soon” is no time. Write: until 500ms, or: until nothing happens'],
    ['scenario', 'A scenario has a title. Write: scenario A write is lost'],
    ['system ../secret', '“../secret” names no system. Write one word: system naive-register'],
    ['at 10ms', 'Nothing is done at 10ms. Write: at 10ms crash n1'],
    ['at', '“at” is no command.'],
    [
      'crash n1 after lunch',
      '“crash n1 after lunch” is not how crash is written. Write: crash n1, or: crash n1 after effect 2,',
    ],
    ['loss 150%', 'A chance lies between 0 and 1, and the loss of 1.5 does not.'],
    ['latency 20ms to 10ms', 'A latency from 20 to 10 ms runs backwards.'],
    ['unsynced writes are gone', 'Unsynced writes are lost, kept or some, and not gone.'],
    ['cut a -> a', 'No link leads from a to itself.'],
    [
      'delay message 0 from a to b by 5ms',
      'The messages of a link are numbered from 1, and 0 is no such number.',
    ],
  ])('refuses: %s', (line, sentence) => {
    expect(problems(line, { nodes: ['a', 'b', 'n1'] })[0]).toContain(sentence);
  });

  it('refuses a second line of a kind that there can be one of', () => {
    expect(problems('seed 1\nseed 2')).toEqual([
      '2: There is a line “seed …” above. Leave one of the two out.',
    ]);
  });

  it('knows the nodes by the line that names them, or from the system', () => {
    expect(problems('crash c')).toEqual([]);
    expect(problems('nodes a b\ncrash c')).toEqual(['2: There is no node c. The nodes are a, b.']);
    expect(problems('crash c', { nodes: ['a', 'b'] })).toEqual([
      '1: There is no node c. The nodes are a, b.',
    ]);
    expect(problems('nodes c\ncrash c', { nodes: ['a', 'b'] })).toEqual([]);
  });

  it('refuses a client’s command that the system cannot read', () => {
    const readCommand = (words: string) => {
      if (!words.startsWith('put ')) throw new Error('Write: put x 5');
      return words;
    };
    expect(problems('client c sends put x 5 to a', { readCommand })).toEqual([]);
    expect(problems('\nclient c sends pet x 5 to a', { readCommand })).toEqual([
      '2: “pet x 5” is no command. Write: put x 5',
    ]);
  });
});
