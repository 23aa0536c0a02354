import {
  clusterSystem,
  isMember,
  membersOf,
  type Application,
  type ClusterSystem,
} from '../../../src/aeron/cluster.ts';
import type { ClusterMessage } from '../../../src/aeron/messages.ts';
import { clusterPromises } from '../../../src/aeron/promises.ts';
import { auction } from '../../../src/aeron/services/auction.ts';
import { timedAuction } from '../../../src/aeron/services/timed-auction.ts';
import { quick, type Timings } from '../../../src/aeron/timings.ts';
import {
  parseScenario,
  runScenario,
  seededRandom,
  type Effect,
  type Failure,
  type Scenario,
} from '../../../src/sim/index.ts';
import { flawOfEnd } from './in-the-end.ts';

export type Program = ReturnType<ClusterSystem['program']>;

const calm = 6_000;
const end = 14_000;

/** What breaks in the storm of a seed; null when nothing does. */
export function runStorm(seed: number, around = (member: Program): Program => member): Failure | null {
  const { application, members, timings, scenario } = drawStorm(seed);
  const system = clusterSystem(application, {
    members,
    timings,
    clients,
    retries: seed % 5 !== 0,
    refusals: seed % 3,
  });
  const promises = clusterPromises();
  let broken: string | undefined;
  const watched: ClusterSystem = {
    ...system,
    program(node) {
      const program = system.program(node);
      if (clients.includes(node)) return program;
      return watch(around(program), () => (broken ??= `${node} answers a client, and does not lead.`));
    },
    always: (world) => broken ?? promises(world),
    inTheEnd: flawOfEnd(application),
  };
  return runScenario(watched, scenario(watched), { trace: 'clients', checks: false }).failure;
}

/** Tells when a member that does not lead answers a client. */
const watch = (member: Program, tell: () => void): Program => ({
  ...member,
  step(before, input) {
    const step = member.step(before, input);
    const leads = isMember(step.state) && step.state.role === 'leader';
    if (!leads && step.effects.some(isAnswer)) tell();
    return step;
  },
});

const isAnswer = (effect: Effect<ClusterMessage>): boolean =>
  effect.kind === 'send' && effect.message.kind === 'SessionEgress';

const clients = ['c1', 'c2'];

interface Storm {
  readonly application: Application;
  readonly members: number;
  readonly timings: Timings;
  readonly scenario: (system: ClusterSystem) => Scenario;
}

/** Six seconds of crashes, pauses, partitions, loss, duplicates and snapshots, and then peace. Clocks differ. */
function drawStorm(seed: number): Storm {
  const random = seededRandom(seed);
  const members = [3, 3, 5, 4, 7][seed % 5]!;
  const isTimed = seed % 2 === 0;
  const isHurried = random.chance(0.5);
  const names = membersOf(members);
  const now = (from: number, to: number) => `at ${from + random.integer(to - from)}ms`;
  const lines = [
    `seed ${seed}`,
    `latency 1ms to ${random.pick(isHurried ? [5, 10] : [5, 15, 30])}ms`,
    `loss ${random.pick([0, 2, 5])}%`,
    `duplication ${random.pick([0, 5])}%`,
    'reordering 10%',
    ...names.flatMap((name) =>
      random.chance(0.3) ? [`clock of ${name} is ${random.integer(2_000)}ms ahead`] : [],
    ),
    isHurried
      ? `crashes every ${random.pick([100, 200, 400])}ms for 10ms to 200ms until ${calm}ms`
      : `crashes every ${random.pick([600, 900, 1_500])}ms for 100ms to 900ms until ${calm}ms`,
    ...(random.chance(0.5) ? [`pauses every 1500ms for 100ms to 900ms until ${calm}ms`] : []),
    `partitions every ${random.pick([300, 900, 1_500])}ms for 100ms to 900ms until ${calm}ms`,
    ...(isTimed ? timedRequests(now) : bids),
    ...[1_500, 2_500, 3_500, 4_500].flatMap((at) =>
      names.map((name) => `at ${at}ms fire snapshot of ${name}`),
    ),
    `at ${calm + 500}ms loss 0%`,
    `until ${end}ms`,
  ];
  return {
    application: isTimed ? timedAuction : auction,
    members,
    timings: isHurried ? hurried : quick,
    scenario: (system) => parseScenario(lines.join('\n'), system),
  };
}

/** So short that elections follow upon one another. */
const hurried: Timings = {
  startupCanvassTimeout: 200,
  leaderHeartbeatTimeout: 120,
  leaderHeartbeatInterval: 30,
  electionTimeout: 60,
  electionStatusInterval: 20,
  sessionTimeout: 1_000,
};

/** No two requests are alike, so that each answer belongs to one. */
const bids = Array.from(
  { length: 30 },
  (_, nth) =>
    `at ${600 + 180 * nth}ms client u${nth % 2} sends "bid ${10 + nth} by ${nth % 2}" to c${1 + (nth % 2)}`,
);

function timedRequests(now: (from: number, to: number) => string): string[] {
  return Array.from({ length: 10 }, (_, id) => {
    const from = 600 + 450 * id;
    const asks = (at: string, words: string) =>
      `${at} client u${id % 2} sends "${words}" to c${1 + (id % 2)}`;
    return [
      asks(`at ${from}ms`, `open ${id} for ${300 + 100 * (id % 4)}ms`),
      asks(now(from + 50, from + 300), `bid ${10 * id + 11} by 7 in ${id}`),
      asks(now(from + 200, from + 500), `bid ${10 * id + 12} by 8 in ${id}`),
      ...(id % 4 === 3 ? [asks(now(from + 100, from + 700), `cancel ${id}`)] : []),
    ];
  }).flat();
}
