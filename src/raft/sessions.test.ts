import { describe, expect, it } from 'vitest';
import type { StateMachine } from '../machines/index.ts';
import { takeOnce, type Replicated } from './sessions.ts';

const sum: StateMachine<number, number, number> = {
  initial: 0,
  apply: (total, add) => ({ state: total + add, output: total + add }),
};
const fresh: Replicated<number> = { machine: 0, sessions: [] };
const take = (before: Replicated<number>, client: string, request: number, add: number, most = 9) =>
  takeOnce(sum, before, { term: 1, kind: 'command', client, request, command: add }, most);

describe('takeOnce', () => {
  it('gives a request to the machine once, and its answer as often as it comes', () => {
    const once = take(fresh, 'ana', 1, 5);
    expect(once).toMatchObject({ machine: 5, reply: { kind: 'done', output: 5 }, isNew: true });
    const other = take(once, 'bo', 1, 7);
    const twice = take(other, 'ana', 1, 5);
    expect(twice).toMatchObject({ machine: 12, reply: { kind: 'done', output: 5 }, isNew: false });
  });

  it('does not give the machine a request that its client has left behind', () => {
    const after = take(take(fresh, 'ana', 1, 5), 'ana', 3, 1);
    const late = take(after, 'ana', 2, 100);
    expect(late.machine).toBe(6);
    expect(late.reply).toEqual({
      kind: 'refused',
      why: 'Request 2 of ana came after its request 3: what became of it is not kept any more.',
    });
  });

  it('remembers so many clients, and forgets the one whose last request is oldest', () => {
    const clients = (sessions: Replicated<number>['sessions']) => sessions.map(({ client }) => client);
    let after: Replicated<number> = fresh;
    for (const [request, client] of ['ana', 'bo', 'ana', 'cy'].entries())
      after = take(after, client, request + 1, 1, 2);
    expect(clients(after.sessions)).toEqual(['ana', 'cy']);
    expect(after.machine).toBe(4);
  });
});
