import { send, setTimer } from '../effects.ts';
import type { NodeId, Program } from '../program.ts';
import type { System } from '../scenario/run.ts';

/** The smallest conversation that survives a lossy network: ping until the ack comes, then ping with the next number. */
export interface PingAck {
  readonly kind: 'ping' | 'ack';
  readonly number: number;
}

export interface PingAckState {
  /** The last number that was acknowledged, or, at the other end, the last that came. */
  readonly number: number;
}

const initial: PingAckState = { number: 0 };

/** Pings its peer until the last number is acknowledged. A crash makes it begin again. */
const pinger = (peer: NodeId, last: number): Program<PingAckState, PingAck> => ({
  init: () => initial,
  step(state, input) {
    const { number } = state;
    if (input.kind === 'message' && input.message.number === number + 1) {
      return { state: { number: number + 1 }, effects: ping(peer, number + 2, last) };
    }
    const asks = input.kind === 'start' || input.kind === 'timer';
    return { state, effects: asks ? ping(peer, number + 1, last) : [] };
  },
});

const ping = (peer: NodeId, number: number, last: number) =>
  number > last ? [] : [send(peer, { kind: 'ping', number } as const), setTimer('again', [40, 60])];

/** Acknowledges every ping, also one that it has seen before. */
const acker: Program<PingAckState, PingAck> = {
  init: () => initial,
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const { number } = input.message;
    return {
      state: { number: Math.max(state.number, number) },
      effects: [send(input.from, { kind: 'ack', number })],
    };
  },
};

export const system: System<PingAckState, PingAck> = {
  nodes: ['pinger', 'acker'],
  program: (node) => (node === 'pinger' ? pinger('acker', 5) : acker),
};
