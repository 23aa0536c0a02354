import { clusterSystem } from '#course/aeron';
import { auction } from '#course/aeron-services';
import { parseScenario, startScenario } from '#course/sim';

const seed = 1; // then others
const isOneBehind = false; // then true

const members = ['m0', 'm1', 'm2'];
const system = clusterSystem(auction, { retries: true });

/** A leader dies. Who succeeds it? */
function succeed(seed: number, tell?: (line: string) => void): string {
  const scenario = parseScenario(`
    seed ${seed}
    latency 1ms to 5ms
    at 600ms client ana sends "bid 100 by 7" to client
  `);
  const world = startScenario(system, scenario, { trace: tell !== undefined });
  const memberAt = (name: string) => {
    const state = world.state(name);
    if (!('log' in state)) throw new Error(`${name} is no member.`);
    return state;
  };
  const leaderOf = (names: string[]) =>
    names.find((name) => {
      const { role, electionState } = memberAt(name);
      return role === 'leader' && electionState === 'CLOSED';
    });
  const end = (name: string) => memberAt(name).log.at(-1)?.position ?? 0;

  world.run({ until: 500 });
  const old = leaderOf(members) ?? 'nobody';
  const [late, other] = members.filter((name) => name !== old) as [
    string,
    string,
  ];
  const rest = [old, other, 'client'];
  if (isOneBehind) world.do({ kind: 'partition', groups: [[late], rest] });
  world.run({ until: 700 });
  tell?.(`${old} leads, and is killed at 700 ms. Two are left:`);
  tell?.(`the first is ${late}, whose log ends at ${end(late)},`);
  tell?.(`the second is ${other}, whose log ends at ${end(other)}.`);
  world.do({ kind: 'stop', node: old });
  world.do({ kind: 'heal-all' });
  const next = () => leaderOf([late, other]);
  world.run({ until: 3_000, stopIf: next });
  for (const event of world.trace().events)
    if (event.kind === 'note' && event.at >= 700 && event.node !== old)
      tell?.(`${Math.round(event.at)} ms, ${event.node}: ${event.text}`);
  if (next() === undefined) return 'nobody';
  return next() === late ? 'the first' : 'the second';
}

// A second without a pause, and the page takes the run for an endless one.
const pause = () => new Promise((resolve) => setTimeout(resolve));

succeed(seed, console.log);
const winners: string[] = [];
for (let each = 1; each <= 100; each++) {
  await pause();
  winners.push(succeed(each));
}
for (const winner of [...new Set(winners)].sort()) {
  const times = winners.filter((each) => each === winner).length;
  console.log(`Of 100 seeds, ${winner} leads after ${times}.`);
}
