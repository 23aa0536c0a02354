import type { Effect, NodeId } from '../program.ts';
import { isSpan, type Span } from '../time.ts';
import type { Alarm, Core } from './core.ts';
import { badSpan, noSuchClient, noSuchNode, unknownEffect } from './errors.ts';
import type { Host } from './host.ts';
import type { Network } from './network.ts';

export type AnyEffect = Effect<unknown, unknown>;

/** Carries out what a node wants done, one effect at a time. */
export function createEffects(
  core: Core,
  network: Network,
  nodes: readonly NodeId[],
  isClient: (name: NodeId) => boolean,
) {
  const { queue, recorder } = core;

  function setTimer(host: Host, timer: string, after: Span): void {
    if (!isSpan(after)) throw badSpan(host.id, timer, after);
    const local = typeof after === 'number' ? after : after[0] + host.random.integer(after[1] - after[0] + 1);
    const due = core.now + host.clock.spanOf(local);
    recorder?.push({ at: core.now, kind: 'set-timer', node: host.id, timer, due });
    const running = host.timers.get(timer);
    // A timer that is put off again and again waits in the queue once, and is put back there when its turn comes too early.
    if (running && running.at <= due) {
      running.due = due;
      return;
    }
    if (running) running.live = false;
    const alarm: Alarm = { at: 0, sequence: 0, kind: 'alarm', host, timer, due, live: true };
    host.timers.set(timer, alarm);
    queue.push(alarm, due);
  }

  function cancelTimer(host: Host, timer: string): void {
    const running = host.timers.get(timer);
    if (!running) return;
    running.live = false;
    host.timers.delete(timer);
    recorder?.push({ at: core.now, kind: 'cancel-timer', node: host.id, timer });
  }

  function write(host: Host, key: string, value: unknown, append: boolean, synced: boolean): void {
    host.disk.write(key, value, append, synced);
    recorder?.push({ at: core.now, kind: 'write', node: host.id, key, value, append, synced });
  }

  return function perform(host: Host, effect: AnyEffect): void {
    const { id: node } = host;
    switch (effect.kind) {
      case 'send': {
        const link = host.links.get(effect.to);
        if (link === undefined) throw noSuchNode(node, effect.to, nodes);
        return network.transmit(link, effect.message, 0);
      }
      case 'persist':
        return write(host, effect.key, effect.value, false, effect.sync !== false);
      case 'append':
        return write(host, effect.key, effect.record, true, effect.sync !== false);
      case 'sync':
        host.disk.sync();
        recorder?.push({ at: core.now, kind: 'sync', node });
        return;
      case 'apply': {
        const { position, command } = effect;
        recorder?.push({ at: core.now, kind: 'apply', node, position, command });
        return;
      }
      case 'setTimer':
        return setTimer(host, effect.timer, effect.after);
      case 'cancelTimer':
        return cancelTimer(host, effect.timer);
      case 'reply':
        if (!isClient(effect.client)) throw noSuchClient(node, effect.client);
        return network.transmit(network.link(node, effect.client), effect.reply, effect.request);
      case 'note':
        recorder?.push({ at: core.now, kind: 'note', node, text: effect.text });
        return;
      default:
        throw unknownEffect(node, effect satisfies never);
    }
  };
}
