/**
 * How many messages a world delivers in a second, beside what JavaScript could deliver at most: `npm run bench:sim`.
 *
 * All loops take turns in one process, so that a busy machine slows all of them; the best round of each counts. The bars are those of the
 * quiet machine (1,000,000 messages a second bare, 500,000 with a trace), and, as shares of the ceiling of the same run, hold on a busy one.
 */
import { createWorld, send, type Program, type WorldOptions } from '../../src/sim/index.ts';
import { fifoCeiling, heapCeiling, replicationCeiling } from './sim-ceiling.ts';

const messages = 400_000;
const rounds = 7;

/** One leader, two followers, 64 entries outstanding, one entry a message: four messages for each entry committed. */
type Message = { readonly kind: 'append' | 'ack'; readonly index: number };
interface State {
  readonly sent: number;
  readonly first: number;
  readonly second: number;
  readonly committed: number;
}

const outstanding = 64;
const initial: State = { sent: 0, first: 0, second: 0, committed: 0 };

const leader: Program<State, Message> = {
  init: () => initial,
  step(state, input) {
    if (input.kind === 'start') {
      const sent = outstanding;
      const indexes = Array.from({ length: sent }, (_, index) => index + 1);
      return { state: { ...state, sent }, effects: indexes.flatMap(append) };
    }
    if (input.kind !== 'message') return { state, effects: [] };
    const { index } = input.message;
    const first = input.from === 'f1' ? Math.max(state.first, index) : state.first;
    const second = input.from === 'f2' ? Math.max(state.second, index) : state.second;
    const committed = Math.max(first, second);
    const effects = [];
    for (let next = state.sent + 1; next <= committed + outstanding; next++) effects.push(...append(next));
    return {
      state: { sent: Math.max(state.sent, committed + outstanding), first, second, committed },
      effects,
    };
  },
};

const append = (index: number) => {
  const message = { kind: 'append', index } as const;
  return [send('f1', message), send('f2', message)];
};

const follower: Program<State, Message> = {
  init: () => initial,
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const { index } = input.message;
    return { state: { ...state, committed: index }, effects: [send(input.from, { kind: 'ack', index })] };
  },
};

function world(
  options: Pick<WorldOptions<State, Message, unknown, unknown>, 'trace' | 'checks'>,
): () => void {
  return () => {
    const running = createWorld({ seed: 1, nodes: { leader, f1: follower, f2: follower }, ...options });
    while (running.delivered < messages) running.step();
    if (running.state('leader').committed < messages / 4 - outstanding)
      throw new Error('The world did not commit.');
    if (options.trace && running.trace().omitted > 0) throw new Error('The trace is not whole.');
  };
}

const all = 10 * messages;
const loops: Readonly<Record<string, () => void>> = {
  'first in, first out, 16 in flight': () => fifoCeiling(messages, 16),
  'heap push and pop, 16 in flight': () => heapCeiling(messages, 16),
  'the same protocol by hand, no world': () => replicationCeiling(messages, outstanding),
  'bare world': world({ trace: false, checks: false }),
  'world with a trace': world({ trace: all, checks: false }),
  'world with checks': world({ trace: false, checks: true }),
  'world with trace and checks': world({ trace: all, checks: true }),
};

const best = new Map<string, number>();
for (let round = 0; round < rounds; round++) {
  for (const [name, loop] of Object.entries(loops)) {
    globalThis.gc?.();
    const begin = performance.now();
    loop();
    const perSecond = messages / ((performance.now() - begin) / 1000);
    best.set(name, Math.max(best.get(name) ?? 0, perSecond));
  }
}

const ceiling = best.get('the same protocol by hand, no world')!;
console.log(`${messages} messages, best of ${rounds} rounds, node ${process.versions.node}\n`);
for (const [name, perSecond] of best) {
  const share = `${Math.round((perSecond / ceiling) * 100)} %`;
  console.log(`${name.padEnd(38)}${`${(perSecond / 1e6).toFixed(2)} M/s`.padStart(12)}${share.padStart(8)}`);
}

/** Bar in messages a second, and the share of the ceiling that it is on the quiet machine of the reference. */
const bars = [
  { name: 'bare world', perSecond: 1_000_000, share: 1 / 4 },
  { name: 'world with a trace', perSecond: 500_000, share: 1 / 8 },
];
for (const { name, perSecond, share } of bars) {
  const measured = best.get(name)!;
  if (measured >= perSecond || measured >= ceiling * share) continue;
  console.log(`\n${name}: ${Math.round(measured)} messages a second are below the bar of ${perSecond}.`);
  process.exitCode = 1;
}
