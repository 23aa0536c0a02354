import type { Intervention, Link } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { drawStorm } from '../storm.ts';
import type { createClients } from './clients.ts';
import { deed, type Core, type Waiting } from './core.ts';
import type { Host } from './host.ts';
import type { Network } from './network.ts';
import type { createSteps } from './steps.ts';

/** Carries out what somebody outside does. Every name in it is known to be one of the world's. */
export function createInterventions(
  core: Core,
  hosts: ReadonlyMap<NodeId, Host>,
  network: Network,
  steps: ReturnType<typeof createSteps>,
  clients: ReturnType<typeof createClients>,
  understand: (command: unknown) => unknown,
) {
  const { recorder, queue } = core;
  const host = (id: NodeId): Host => hosts.get(id)!;

  function pause(node: Host): void {
    if (node.status !== 'up') return;
    node.status = 'paused';
    recorder?.push({ at: core.now, kind: 'pause', node: node.id });
  }

  function resume(node: Host): void {
    if (node.status !== 'paused') return;
    node.status = 'up';
    recorder?.push({ at: core.now, kind: 'resume', node: node.id });
    const waiting: Waiting[] = node.waiting;
    node.waiting = [];
    for (const entry of waiting) queue.push(entry, core.now);
  }

  function fire(node: Host, timer: string): void {
    if (node.status === 'down') return;
    const running = node.timers.get(timer);
    if (running) running.live = false;
    const alarm = {
      at: 0,
      sequence: 0,
      kind: 'alarm',
      host: node,
      timer,
      due: core.now,
      live: true,
    } as const;
    node.timers.set(timer, alarm);
    queue.push(alarm, core.now);
  }

  /** Every pair of two groups. */
  function between(groups: readonly (readonly NodeId[])[]): Link[] {
    return groups.flatMap((group, index) =>
      groups
        .slice(index + 1)
        .flatMap((other) => group.flatMap((from) => other.map((to): Link => ({ from, to, ways: 'both' })))),
    );
  }

  return function intervene(what: Intervention): void {
    switch (what.kind) {
      case 'cut':
        return network.cut(what);
      case 'heal':
        return network.heal(what);
      case 'partition':
        return between(what.groups).forEach(network.cut);
      case 'heal-all':
        return network.healAll();
      case 'crash': {
        const node = host(what.node);
        if (what.point) node.crashPoint = what.point;
        else if (node.status !== 'down') steps.crash(node, null);
        return;
      }
      case 'stop':
        if (host(what.node).status !== 'down') steps.stop(host(what.node));
        return;
      case 'restart':
        if (host(what.node).status === 'down') steps.start(host(what.node));
        return;
      case 'pause':
        return pause(host(what.node));
      case 'resume':
        return resume(host(what.node));
      case 'fire':
        return fire(host(what.node), what.timer);
      case 'request':
        return clients.request(what.client, what.to, understand(what.command));
      case 'lose':
        return network.order(what, { lose: true });
      case 'duplicate':
        return network.order(what, { duplicate: what.after });
      case 'delay':
        return network.order(what, { delay: what.by });
      case 'network':
        network.change(what.faults, what.link);
        break;
      case 'disk':
        for (const node of what.node === undefined ? hosts.values() : [host(what.node)])
          node.diskFaults = { ...node.diskFaults, ...what.faults };
        break;
      case 'clock':
        host(what.node).clock.change(what.faults, core.now);
        break;
      case 'storm':
        for (const line of drawStorm(what, core.now, core.seed, [...hosts.keys()]))
          queue.push(
            deed(() => intervene(line.do)),
            line.at,
          );
        break;
      default:
        return what satisfies never;
    }
    recorder?.push({ at: core.now, kind: 'settings', change: what });
  };
}
