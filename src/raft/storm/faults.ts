import type { Latency, NodeId, Random, ScriptLine, Time } from '../../sim/index.ts';
import { between, line, over, times } from './draw.ts';
import { change } from './load.ts';

/** How the network, the disks and the clocks are all the time. */
export function settings(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  const latency = random.pick<Latency>([
    { kind: 'constant', ms: 5 },
    { kind: 'uniform', from: 1, to: 20 },
    { kind: 'uniform', from: 5, to: 60 },
    { kind: 'exponential', mean: 15 },
  ]);
  const network = {
    latency,
    loss: random.pick([0, 0, 0.02, 0.1, 0.25]),
    duplication: random.pick([0, 0, 0.05, 0.3]),
    reordering: random.pick([0, 0, 0.1, 0.5]),
  };
  const disk = { unsynced: random.pick(['lost', 'kept', 'some'] as const), torn: random.pick([0, 0.5, 1]) };
  const wrong = random.chance(0.3) ? servers : [];
  return [
    line(0, { kind: 'network', faults: network }),
    line(0, { kind: 'disk', faults: disk }),
    ...wrong.map((node) => {
      const faults = { ahead: between(random, -500, 500), drift: between(random, -100_000, 100_000) };
      return line(0, { kind: 'clock', node, faults });
    }),
  ];
}

/** Crashes, pauses, cuts and partitions between events. */
export function troubles(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  return (['crashes', 'pauses', 'cuts', 'partitions'] as const).flatMap((of) => {
    if (random.chance(0.5)) return [];
    const lasting = random.pick<readonly [Time, Time]>([
      [10, 100],
      [100, 400],
      [300, 1_000],
    ]);
    // With many servers it takes more to hit one that matters.
    const every = Math.ceil((random.pick([150, 300, 600]) * 4) / servers.length);
    return [line(0, { kind: 'storm', of, every, lasting, until: over })];
  });
}

/** Crashes between two effects of a step, each followed by a restart some time later. */
export function crashesWithinSteps(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  if (random.chance(0.4)) return [];
  return times(random, random.pick([50, 100, 300])).flatMap((at) => {
    const node = random.pick(servers);
    const effect = random.pick(['send', 'persist', 'append', 'apply', 'reply', 'setTimer'] as const);
    const point = random.pick([{ before: effect }, { after: effect }, { after: random.integer(5) }]);
    const restart = at + between(random, 20, 300);
    return [line(at, { kind: 'crash', node, point }), line(restart, { kind: 'restart', node })];
  });
}

/** Single messages that come when nobody expects them any more. */
export function lateMessages(random: Random, servers: readonly NodeId[]): ScriptLine[] {
  if (random.chance(0.5)) return [];
  return Array.from({ length: 4 * servers.length }, () => {
    const from = random.pick(servers);
    const to = random.pick(servers.filter((server) => server !== from));
    const [nth, by] = [between(random, 1, 30), between(random, 50, 600)];
    return line(
      0,
      random.chance(0.5)
        ? { kind: 'delay', from, to, nth, by }
        : { kind: 'duplicate', from, to, nth, after: by },
    );
  });
}

/**
 * A candidate every few milliseconds, in a part of the cluster that the last leader does not reach, while clients go on asking: so logs
 * part, and old leaders come back with what nobody else has. Figure 8 is made of this. And at the end of each turn somebody reads, perhaps
 * at a leader that is none any more.
 */
export function overthrows(
  random: Random,
  servers: readonly NodeId[],
  changesMembers: boolean,
): ScriptLine[] {
  const lasting = random.pick([30, 60, 120, 250]);
  const lines: ScriptLine[] = [];
  const ask = (at: Time, client: NodeId, to: NodeId, command: string) =>
    lines.push(line(at, { kind: 'request', client, to, command }));
  for (let at = between(random, 10, 50); at < over; at += between(random, lasting >> 1, 2 * lasting)) {
    const left = servers.filter(() => random.chance(0.5));
    const right = servers.filter((server) => !left.includes(server));
    lines.push(line(at, { kind: 'heal-all' }));
    if (left.length > 0 && right.length > 0)
      lines.push(line(at, { kind: 'partition', groups: [left, right] }));
    const candidate = random.pick(servers);
    lines.push(line(at, { kind: 'fire', node: candidate, timer: 'election' }));
    if (changesMembers && random.chance(0.5))
      ask(at + between(random, 1, 30), 'admin', candidate, change(random, servers));
    ask(at + lasting, random.pick(['r1', 'r2']), random.pick(servers), 'get x');
  }
  return lines;
}
