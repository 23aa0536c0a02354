import { send, setTimer } from '../effects.ts';
import type { NodeId, Program } from '../program.ts';

/** The smallest conversation that survives a lossy network: ping until the ack comes, then the next number. */
export type PingAckMessage = { readonly kind: 'ping' | 'ack'; readonly number: number };

export interface PingAckState {
  readonly peer: NodeId | null;
  /** The last number that is acknowledged, or, at the other end, the last that came. */
  readonly acknowledged: number;
  readonly seen: number;
}

/** Pings its peer until the given number is acknowledged. */
export const pinger = (peer: NodeId, upTo: number): Program<PingAckState, PingAckMessage> => {
  const ping = (number: number) => [send(peer, { kind: 'ping', number } as const), setTimer('again', 50)];
  return {
    init: () => ({ peer, acknowledged: 0, seen: 0 }),
    step(state, input) {
      const next = state.acknowledged + 1;
      if (input.kind === 'message' && input.message.kind === 'ack' && input.message.number === next) {
        const acknowledged = { ...state, acknowledged: next };
        return { state: acknowledged, effects: next < upTo ? ping(next + 1) : [] };
      }
      const asks = input.kind === 'start' || input.kind === 'timer';
      return { state, effects: asks && next <= upTo ? ping(next) : [] };
    },
  };
};

/** Acknowledges each ping. */
export const acker: Program<PingAckState, PingAckMessage> = {
  init: () => ({ peer: null, acknowledged: 0, seen: 0 }),
  step(state, input) {
    if (input.kind !== 'message') return { state, effects: [] };
    const { number } = input.message;
    return {
      state: { ...state, seen: Math.max(state.seen, number) },
      effects: [send(input.from, { kind: 'ack', number })],
    };
  },
};
