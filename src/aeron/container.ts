import { seededRandom, surroundedBy } from '../sim/index.ts';
import { lengthOf, type Bytes } from './buffer.ts';
import { callbackFor, deliver } from './callbacks.ts';
import { fieldsOf } from './fields.ts';
import type { LogEntry } from './log.ts';
import { createServiceCluster, type Circumstances, type Wish } from './service-cluster.ts';
import type { ClusteredService } from './service.ts';
import { imageOf, publicationInto } from './snapshot-stream.ts';

export interface ContainerOptions {
  readonly memberId: number;
  readonly service: () => ClusteredService;
  /** How often an offer, or a timer, is refused before it is taken: back-pressure. 0 when left out. */
  readonly refusals?: number;
  /** Tells what a service has sent, for whoever reads the run. */
  readonly describe?: (bytes: Bytes) => string;
}

export interface ServiceContainer {
  /** A new service, as after a start of its process. @param snapshot the fragments of the last snapshot */
  start(at: Circumstances, snapshot: readonly Bytes[] | null): void;
  /** Hands an entry to the service. @throws Error that names member, callback and position, when the service throws */
  take(entry: LogEntry, at: Circumstances): readonly Wish[];
  takeSnapshot(at: Circumstances): readonly Bytes[];
  changeRole(at: Circumstances): void;
  fields(): unknown;
}

/**
 * Where a service lives, with a live object that has a memory of its own, as in Java. The world knows only what went in and what came out.
 *
 * From inside, the clock is that of the member and the dice are the member's own: a service that asks them comes to another result than its
 * fellows, and is found out.
 */
export function createContainer({
  memberId,
  service: create,
  refusals = 0,
  describe = (bytes) => `${lengthOf(bytes)} bytes`,
}: ContainerOptions): ServiceContainer {
  let service: ClusteredService;
  const host = createServiceCluster({ memberId, refusals, describe });
  let random = seededRandom(memberId + 1);

  function within(callback: keyof ClusteredService, at: Circumstances, run: () => void): readonly Wish[] {
    try {
      return surroundedBy({ now: () => at.clock, random: () => random.next() }, () =>
        host.during(callback, at, run),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `The service of member ${memberId} threw in ${callback} at log position ${at.logPosition}: ${reason}`,
        { cause: error },
      );
    }
  }

  return {
    start(at, snapshot) {
      random = seededRandom(memberId + 1);
      service = create();
      within('onStart', at, () => service.onStart(host.cluster, snapshot && imageOf(snapshot)));
    },

    take(entry, at) {
      const callback = callbackFor[entry.kind];
      return callback === null ? [] : within(callback, at, () => deliver(entry, service, host.sessionOf));
    },

    takeSnapshot(at) {
      const fragments: Bytes[] = [];
      within('onTakeSnapshot', at, () => service.onTakeSnapshot(publicationInto(fragments, host.isRefused)));
      return fragments;
    },

    changeRole: (at) => void within('onRoleChange', at, () => service.onRoleChange(at.role)),
    fields: () => fieldsOf(service, [host.cluster, host.cluster.idleStrategy]),
  };
}
