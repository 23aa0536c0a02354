import { describe, expect, it } from 'vitest';
import { inFewWords } from './wording.ts';

describe('a message in few words', () => {
  it.each([
    ['ping', 'ping'],
    [7, '7'],
    [null, 'null'],
    [{ kind: 'heartbeat' }, 'heartbeat'],
    [{ kind: 'entry', entry: { client: 'A', request: 1, command: 'F', sequence: 2 } }, 'entry F'],
    [{ kind: 'copied', last: 1 }, 'copied 1'],
    [{ position: 1, output: 1 }, 'position 1'],
    [{ key: 'ana', command: { kind: 'deposit', amount: 5 } }, 'deposit'],
    [{ kind: 'store', entries: [{ command: 'A' }, { command: 'F' }] }, 'store A F'],
    [{ kind: 'facts', events: [{ event: { type: 'OrderPaid' }, position: 3 }] }, 'facts OrderPaid'],
    [{ kind: 'ask', task: 'ana/3', about: 'order 7' }, 'ask order 7'],
    [{ kind: 'publish', event: { type: 'OrderPaid', data: { version: 2 } } }, 'publish OrderPaid'],
    [
      { kind: 'SessionMessage', clusterSessionId: 1, payload: { bytes: '01', says: 'bid 110 by 7' } },
      'bid 110 by 7',
    ],
    [{ kind: 'Vote', candidateTermId: 3, logPosition: 288, vote: true }, 'Vote 3'],
    [
      { kind: 'Log', from: 192, entries: [{ position: 288, kind: 'TimerEvent', correlationId: 1 }] },
      'Log 288',
    ],
    [{ ok: true }, 'ok'],
    [undefined, 'undefined'],
    ['a very long message that goes on', 'a very long messa…'],
  ])('%j is “%s”', (message, words) => {
    expect(inFewWords(message)).toBe(words);
  });
});
