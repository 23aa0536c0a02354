import type { Intervention, Script, ScriptLine, Storm } from './intervention.ts';
import { exponential } from './latency.ts';
import type { NodeId } from './program.ts';
import type { Random } from './random.ts';
import { randomStream } from './streams.ts';
import type { Time } from './time.ts';

/** What a storm that begins at a time does, and when: a script that the seed wrote. */
export function drawStorm(storm: Storm, begins: Time, seed: number, nodes: readonly NodeId[]): Script {
  const random = randomStream(seed, `storm of ${storm.of} at ${begins}`);
  const [shortest, longest] = storm.lasting;
  const lines: ScriptLine[] = [];
  const gap = () => Math.max(1, Math.round(storm.every * exponential(random)));
  for (let at = begins + gap(); at < storm.until; at += gap()) {
    const end = Math.min(storm.until, at + shortest + random.integer(longest - shortest + 1));
    const { strike, remedy } = drawStroke(storm.of, random, nodes);
    for (const what of strike) lines.push({ at, do: what });
    for (const what of remedy) lines.push({ at: end, do: what });
  }
  return lines.sort((one, other) => one.at - other.at);
}

interface Stroke {
  readonly strike: readonly Intervention[];
  readonly remedy: readonly Intervention[];
}

function drawStroke(of: Storm['of'], random: Random, nodes: readonly NodeId[]): Stroke {
  switch (of) {
    case 'crashes': {
      const node = random.pick(nodes);
      return { strike: [{ kind: 'crash', node }], remedy: [{ kind: 'restart', node }] };
    }
    case 'pauses': {
      const node = random.pick(nodes);
      return { strike: [{ kind: 'pause', node }], remedy: [{ kind: 'resume', node }] };
    }
    case 'cuts': {
      if (nodes.length < 2) return { strike: [], remedy: [] };
      const from = random.pick(nodes);
      const to = random.pick(nodes.filter((node) => node !== from));
      const link = { from, to, ways: random.chance(0.5) ? 'both' : 'one' } as const;
      return { strike: [{ kind: 'cut', ...link }], remedy: [{ kind: 'heal', ...link }] };
    }
    case 'partitions': {
      const left = nodes.filter(() => random.chance(0.5));
      const right = nodes.filter((node) => !left.includes(node));
      if (left.length === 0 || right.length === 0) return { strike: [], remedy: [] };
      const remedy = left.flatMap((from) =>
        right.map((to) => ({ kind: 'heal', from, to, ways: 'both' }) as const),
      );
      return { strike: [{ kind: 'partition', groups: [left, right] }], remedy };
    }
  }
}
