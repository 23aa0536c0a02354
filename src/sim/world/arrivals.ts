import type { NodeId } from '../program.ts';
import type { createClients } from './clients.ts';
import type { Alarm, Core, Envelope, Waiting } from './core.ts';
import type { Host } from './host.ts';
import type { Network } from './network.ts';
import type { createSteps } from './steps.ts';

/** What becomes of an entry of the queue when its time has come. */
export function createArrivals(
  core: Core,
  hosts: ReadonlyMap<NodeId, Host>,
  network: Network,
  steps: ReturnType<typeof createSteps>,
  clients: ReturnType<typeof createClients>,
) {
  const counts = { delivered: 0 };

  function arrive(envelope: Envelope): boolean {
    if (envelope.gone) return false;
    const { link, id, message, request } = envelope;
    if (link.cut) {
      network.lost(link, id, 'cut');
      return true;
    }
    if (link.role === 'reply') {
      counts.delivered += 1;
      clients.hear(envelope);
      return true;
    }
    const host = hosts.get(link.to)!;
    if (host.status !== 'up') return knockAt(host, envelope);
    counts.delivered += 1;
    const clock = host.clock.read(core.now);
    if (link.role === 'message') steps.feed(host, { kind: 'message', clock, from: link.from, message }, id);
    else steps.feed(host, { kind: 'request', clock, client: link.from, request, command: message }, id);
    return true;
  }

  /** Nobody opens: at a paused node the message waits, at one that is down it is lost. */
  function knockAt(host: Host, envelope: Envelope): boolean {
    if (host.status === 'paused') {
      host.waiting.push(envelope);
      return false;
    }
    network.lost(envelope.link, envelope.id, 'down');
    return true;
  }

  function ring(alarm: Alarm): boolean {
    const { host, timer } = alarm;
    if (!alarm.live) return false;
    if (alarm.due > core.now) {
      core.queue.push(alarm, alarm.due);
      return false;
    }
    if (host.status === 'paused') {
      host.waiting.push(alarm);
      return false;
    }
    host.timers.delete(timer);
    steps.feed(host, { kind: 'timer', clock: host.clock.read(core.now), timer });
    return true;
  }

  /** False when the entry turns out to be stale: nothing happened, and nobody shall count it. */
  function happens(entry: Waiting): boolean {
    switch (entry.kind) {
      case 'envelope':
        return arrive(entry);
      case 'alarm':
        return ring(entry);
      case 'deed':
        if (!entry.isDue()) return false;
        entry.run();
        return true;
    }
  }

  /** Would it happen, if nothing were done before? */
  function isDue(entry: Waiting): boolean {
    switch (entry.kind) {
      case 'envelope': {
        const { gone, link } = entry;
        return !gone && (link.cut || hosts.get(link.to)?.status !== 'paused');
      }
      case 'alarm':
        return entry.live && entry.due <= entry.at && entry.host.status !== 'paused';
      case 'deed':
        return entry.isDue();
    }
  }

  return { happens, isDue, counts };
}
