import {
  compareStamps,
  isStable,
  lamportClock,
  receive,
  stampOf,
  tick,
  type LamportClock,
  type Stamp,
} from '#course/ordering';
import { sendAll, setTimer, type Program } from '#course/sim';

export const gateways = ['gateway-a', 'gateway-b'];
export const replicas = ['r1', 'r2'];

export interface Stamped {
  stamp: Stamp;
  command: string | null; // null: a sign of life, and nothing else
}

/** Stamps every command, and tells everybody the time now and then. */
export const gateway: Program<LamportClock, Stamped, string> = {
  init: lamportClock,
  step(clock, input) {
    if (input.kind === 'message')
      return { state: receive(clock, input.message.stamp), effects: [] };
    const later = tick(clock);
    const command = input.kind === 'request' ? input.command : null;
    const to = [...gateways, ...replicas].filter((it) => it !== clock.process);
    const said = sendAll(to, { stamp: stampOf(later), command });
    const again = command === null ? [setTimer('time', 30)] : [];
    return { state: later, effects: [...said, ...again] };
  },
};

export interface Replica {
  heard: Record<string, Stamp>;
  queue: Stamped[];
  applied: string[];
}

/** Applies by stamp: what it has; when it waits, what nothing can precede. */
export const replica = (waits: boolean): Program<Replica, Stamped, string> => ({
  init: () => ({ heard: {}, queue: [], applied: [] }),
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const { stamp, command } = input.message;
    const heard = { ...state.heard, [stamp.process]: stamp };
    const queue = [...state.queue];
    if (command !== null) queue.push(input.message);
    queue.sort((one, other) => compareStamps(one.stamp, other.stamp));

    const isDue = (it: Stamped) =>
      !waits || isStable(it.stamp, gateways, heard);
    const due = queue.filter(isDue);
    const applied = due.map((it) => `${it.command}@${it.stamp.time}`);
    return {
      state: {
        heard,
        queue: queue.filter((it) => !isDue(it)),
        applied: [...state.applied, ...applied],
      },
      effects: [],
    };
  },
});
