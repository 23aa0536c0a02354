import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** As much of it as is used here. */
interface LifeRaft {
  on(event: 'leader', hear: () => void): void;
  on(event: 'commit', hear: (command: { readonly n: number }) => void): void;
  emit(event: 'data', packet: unknown, answer: (reply: unknown) => void): void;
  join(
    address: string,
    write: (packet: unknown, done: (error: unknown, reply: unknown) => void) => void,
  ): void;
  command(command: { readonly n: number }): Promise<void>;
}

/**
 * Three nodes with their logs in memory, and messages passed on at once. Gives commits a second. Its
 * timers go on: told to end, it throws in the middle of what it is at.
 */
export async function liferaft(commits: number, outstanding: number): Promise<number> {
  if (!existsSync(`${import.meta.dirname}/node_modules`)) {
    const install = ['install', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', install, { cwd: import.meta.dirname, stdio: 'inherit' });
  }
  const require = createRequire(`${import.meta.dirname}/package.json`);
  const Raft = require('@markwylde/liferaft') as new (name: string, options: object) => LifeRaft;
  const options = { Log: require('@markwylde/liferaft/log'), adapter: require('memdown') };

  const names = ['n1', 'n2', 'n3'];
  // The first one is to lead.
  const patience = (name: string) => (name === 'n1' ? { 'election min': 20, 'election max': 30 } : { 'election min': 2_000, 'election max': 3_000 }); // prettier-ignore
  const nodes = names.map((name) => new Raft(name, { ...options, ...patience(name), heartbeat: 10 }));
  nodes.forEach((node, from) =>
    nodes.forEach((peer, to) => {
      if (from !== to)
        node.join(names[to]!, (packet, done) => peer.emit('data', packet, (reply) => done(undefined, reply)));
    }),
  );
  const leader = nodes[0]!;
  await new Promise<void>((resolve) => leader.on('leader', resolve));

  const begin = performance.now();
  await new Promise<void>((resolve) => {
    // It tells of most entries twice.
    const committed = new Set<number>();
    let asked = 0;
    let asking = false;
    const ask = async () => {
      if (asking) return;
      asking = true;
      // One after the other: two commands at a time would get the same index.
      while (asked < committed.size + outstanding && asked < commits) await leader.command({ n: ++asked });
      asking = false;
    };
    leader.on('commit', ({ n }) => {
      committed.add(n);
      if (committed.size === commits) resolve();
      else void ask();
    });
    void ask();
  });
  const seconds = (performance.now() - begin) / 1_000;
  return commits / seconds;
}
