import { describe, expect, it } from 'vitest';
import { system } from '../demo/naive-register.ts';
import { parseScenario } from '../scenario/parse.ts';
import { runScenario } from '../scenario/run.ts';
import { historyOf, nameOperation } from './history.ts';

describe('historyOf', () => {
  it('gives what clients asked and were answered, and leaves open what was not', () => {
    const text = `latency 10ms
      client c1 sends put x 5 to primary
      client c2 sends get x to primary
      lose message 1 from primary to c2`;
    const history = historyOf(runScenario(system, parseScenario(text, system)).trace);
    expect(history).toMatchObject([
      {
        client: 'c1',
        command: { kind: 'put', key: 'x', value: 5 },
        asked: { at: 0 },
        answered: { at: 20, reply: 'ok' },
      },
      { client: 'c2', command: { kind: 'get', key: 'x' }, asked: { at: 0 }, answered: null },
    ]);
    expect(history[0]!.asked.order).toBeLessThan(history[1]!.asked.order);
    expect(history.map(nameOperation)).toEqual([
      'c1’s “put key=x value=5” (0 to 20 ms)',
      'c2’s “get key=x” (asked at 0 ms, never answered)',
    ]);
  });
});
