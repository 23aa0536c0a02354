import type { StateMachine } from '../../../src/machines/index.ts';
import type { Input } from '../../../src/sim/index.ts';
import { raftServer, type Message, type RaftServer, type Server } from '../../../src/raft/index.ts';
import { createLatencies, pop, push, type Timed } from '../heap.ts';

/** A register for each of a few clients' accounts would be copied with each command; what is measured is Raft. */
export interface Add {
  readonly add: number;
}

export const sum: StateMachine<number, Add, number> = {
  initial: 0,
  apply: (total, { add }) => ({ state: (total + add) | 0, output: total }),
};

type State = Server<number, Add>;

interface Envelope extends Timed {
  readonly from: number;
  readonly to: number;
  readonly message: Message<number, Add>;
}

const names = ['n1', 'n2', 'n3'];

/** The core alone: messages in a heap, effects carried out as far as something follows from them. Nothing goes wrong here. */
export function bare(commits: number, outstanding: number, snapshotAfter: number, clientCount = 1): number {
  const server: RaftServer<number, Add> = raftServer(sum, { snapshotAfter });
  const states: State[] = names.map((name) => server.init(name, names));
  const heap: Envelope[] = [];
  const latency = createLatencies();
  const latest = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const requests = new Array<number>(clientCount).fill(0);
  const clients = requests.map((_, client) => `c${client}`);
  const numbers = new Map(clients.map((name, client) => [name, client]));
  const answered: number[] = [];
  let sequence = 0;
  let now = 0;
  let delivered = 0;

  function feed(node: number, input: Input<Message<number, Add>, Add>): void {
    const { state, effects } = server.step(states[node]!, input);
    states[node] = state;
    for (const effect of effects) {
      if (effect.kind === 'send') {
        const to = effect.to === 'n1' ? 0 : effect.to === 'n2' ? 1 : 2;
        const at = Math.max(now + latency(), latest[node * 3 + to]!);
        latest[node * 3 + to] = at;
        push(heap, { at, sequence: ++sequence, from: node, to, message: effect.message });
      } else if (effect.kind === 'reply') answered.push(numbers.get(effect.client)!);
    }
  }
  function ask(client: number): void {
    const request = ++requests[client]!;
    feed(0, { kind: 'request', clock: now, client: clients[client]!, request, command: { add: request } });
  }

  feed(0, { kind: 'timer', clock: 0, timer: 'election' });
  while (states[0]!.role.kind !== 'leader') deliver();
  for (let n = 0; n < outstanding; n++) ask(n % clientCount);
  while (states[0]!.commitIndex < commits) {
    deliver();
    while (answered.length > 0) ask(answered.pop()!);
  }
  return delivered;

  function deliver(): void {
    const { at, from, to, message } = pop(heap);
    now = at;
    delivered += 1;
    feed(to, { kind: 'message', clock: now, from: names[from]!, message });
  }
}
