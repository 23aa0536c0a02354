import {
  reply,
  send,
  setTimer,
  note,
  type Effect,
  type NodeId,
  type Program,
  type Time,
} from '../sim/index.ts';
import {
  bufferOf,
  bytesOf,
  ExpandableArrayBuffer,
  lengthOf,
  type Bytes,
  type DirectBuffer,
  type MutableDirectBuffer,
} from './buffer.ts';
import type { Payload } from './log.ts';
import type { ClusterMessage, EgressMessage, Message } from './messages.ts';
import type { Timings } from './timings.ts';

/** How an application writes its messages, and reads its answers. */
export interface Protocol {
  /** Writes a request that a scenario gives in words. @returns its length in bytes @throws Error with a sentence when it is no request */
  encode(words: string, correlationId: number, buffer: MutableDirectBuffer): number;
  /** An answer in words, and the correlation id of its request; null for an answer that belongs to none. */
  decode(
    buffer: DirectBuffer,
    length: number,
  ): { readonly correlationId: number | null; readonly words: string };
}

export interface ClientState {
  readonly members: readonly NodeId[];
  readonly leaderMemberId: number;
  readonly leadershipTermId: number;
  readonly clusterSessionId: number | null;
  readonly connects: number;
  readonly requests: number;
  /** Asked, and not answered. */
  readonly open: readonly OpenRequest[];
  /** Since when it has offered something and heard nothing; null when it has nothing to wait for. */
  readonly silentSince: Time | null;
}

interface OpenRequest {
  readonly user: NodeId;
  readonly request: number;
  readonly correlationId: number;
  readonly payload: Payload;
  readonly wasOffered: boolean;
}

export interface ClientOptions {
  readonly members: readonly NodeId[];
  readonly protocol: Protocol;
  readonly timings: Timings;
  /** Whether it sends again, under the same correlation id, what had no answer when a new leader came, or a new session was opened. Only a service that recognises it is safe from doing it twice. */
  readonly retries: boolean;
}

type Effects = Effect<ClusterMessage, string>[];

/**
 * A process with an Aeron Cluster client in it: it holds a session, follows the leader, and passes on what its users want.
 *
 * Aeron's client is told by the transport that its leader is gone. It waits for a new one for twice the leader's heartbeat time-out, 20 s
 * by default, closes itself, and leaves it to the application to connect anew. Here there is no transport: who has offered something and
 * hears nothing for so long takes the leader for gone, and connects anew. What is lost on the way while the leader lives stays lost.
 */
export function client(options: ClientOptions): Program<ClientState, ClusterMessage, string, string> {
  const { members, protocol, timings, retries } = options;
  const newLeaderTimeout = 2 * timings.leaderHeartbeatTimeout;
  const connect = (state: ClientState, leaderMemberId: number): [ClientState, Effects] => {
    const correlationId = state.connects + 1;
    return [
      { ...state, connects: correlationId, leaderMemberId, clusterSessionId: null, silentSince: null },
      [
        send(members[leaderMemberId]!, { kind: 'SessionConnectRequest', correlationId }),
        setTimer('connect', timings.leaderHeartbeatTimeout >> 1),
      ],
    ];
  };
  const elsewhere = ({ leaderMemberId }: ClientState): number => (leaderMemberId + 1) % members.length;

  const offer = (
    { leaderMemberId, leadershipTermId, clusterSessionId }: ClientState,
    payload: Payload,
  ): Effects =>
    clusterSessionId === null
      ? []
      : [
          send(members[leaderMemberId]!, {
            kind: 'SessionMessage',
            clusterSessionId,
            leadershipTermId,
            payload,
          }),
        ];
  const offerAgain = (state: ClientState): Effects =>
    retries ? state.open.flatMap(({ payload }) => offer(state, payload)) : [];

  function onEgress(state: ClientState, message: EgressMessage): [ClientState, Effects] {
    switch (message.kind) {
      case 'SessionEgress':
        return onAnswer(state, message.payload.bytes);
      case 'NewLeaderEvent': {
        if (message.clusterSessionId !== state.clusterSessionId) return [state, []];
        const { leaderMemberId, leadershipTermId } = message;
        const moved = { ...state, leaderMemberId, leadershipTermId };
        return [moved, [setTimer('keep-alive', timings.sessionTimeout >> 2), ...offerAgain(moved)]];
      }
      case 'SessionEvent':
        return onSessionEvent(state, message);
    }
  }

  function onSessionEvent(
    state: ClientState,
    {
      code,
      clusterSessionId,
      correlationId,
      leaderMemberId,
      leadershipTermId,
      detail,
    }: Message<'SessionEvent'>,
  ): [ClientState, Effects] {
    const isAnswer = state.clusterSessionId === null && correlationId === state.connects;
    if (code === 'REDIRECT' && isAnswer) return connect(state, leaderMemberId);
    if (code === 'OK' && isAnswer) {
      const opened = {
        ...state,
        clusterSessionId,
        leaderMemberId,
        leadershipTermId,
        open: state.open.map((request) => ({ ...request, wasOffered: true })),
      };
      // What was wanted before there was a session is sent for the first time here.
      const wanted = state.open.filter(({ wasOffered }) => retries || !wasOffered);
      const effects = wanted.flatMap(({ payload }) => offer(opened, payload));
      return [opened, [setTimer('keep-alive', timings.sessionTimeout >> 2), ...effects]];
    }
    if (code === 'CLOSED' && clusterSessionId === state.clusterSessionId) {
      const [again, effects] = connect(state, state.leaderMemberId);
      return [again, [note(`its session is closed: ${detail}`), ...effects]];
    }
    return [state, code === 'ERROR' ? [note(`is refused: ${detail}`)] : []];
  }

  function onAnswer(state: ClientState, bytes: Bytes): [ClientState, Effects] {
    const { correlationId, words } = protocol.decode(bufferOf(bytes), lengthOf(bytes));
    const asked = state.open.find((open) => open.correlationId === correlationId);
    if (!asked) return [state, [note(`hears: ${words}`)]];
    const open = state.open.filter((other) => other !== asked);
    return [{ ...state, open }, [reply({ client: asked.user, request: asked.request }, words)]];
  }

  function onRequest(
    state: ClientState,
    user: NodeId,
    request: number,
    words: string,
  ): [ClientState, Effects] {
    const known = state.open.find((open) => open.user === user && open.request === request);
    if (known) return [state, offer(state, known.payload)];
    const buffer = new ExpandableArrayBuffer();
    const correlationId = state.requests + 1;
    const length = protocol.encode(words, correlationId, buffer);
    const payload = { bytes: bytesOf(buffer, 0, length), says: words };
    const next = {
      ...state,
      requests: correlationId,
      open: [
        ...state.open,
        { user, request, correlationId, payload, wasOffered: state.clusterSessionId !== null },
      ],
    };
    return [next, offer(next, payload)];
  }

  return {
    init: () => ({
      members,
      leaderMemberId: 0,
      leadershipTermId: -1,
      clusterSessionId: null,
      connects: 0,
      requests: 0,
      open: [],
      silentSince: null,
    }),
    step(before, input) {
      const [state, effects] = ((): [ClientState, Effects] => {
        switch (input.kind) {
          case 'start':
            // It remembers nothing of an earlier life. Numbers that begin at its clock are none that it had then: an answer that comes
            // late is not taken for that of another request.
            return connect({ ...before, connects: input.clock, requests: input.clock }, 0);
          case 'message':
            return onEgress({ ...before, silentSince: null }, input.message as EgressMessage);
          case 'request':
            return onRequest(before, input.client, input.request, input.command);
          case 'timer':
            return onTimer(before, input.timer, input.clock);
        }
      })();
      const isOffering = effects.some(
        (effect) => effect.kind === 'send' && effect.message.kind === 'SessionMessage',
      );
      return {
        state: isOffering ? { ...state, silentSince: state.silentSince ?? input.clock } : state,
        effects,
      };
    },
  };

  function onTimer(state: ClientState, timer: string, clock: Time): [ClientState, Effects] {
    if (timer === 'connect' && state.clusterSessionId === null) return connect(state, elsewhere(state));
    if (timer !== 'keep-alive' || state.clusterSessionId === null) return [state, []];
    const { clusterSessionId, leadershipTermId, leaderMemberId, silentSince } = state;
    if (silentSince !== null && silentSince + newLeaderTimeout <= clock) {
      const [again, effects] = connect(state, elsewhere(state));
      return [again, [note(`has heard nothing for ${newLeaderTimeout} ms: it connects anew`), ...effects]];
    }
    return [
      state,
      [
        send(members[leaderMemberId]!, { kind: 'SessionKeepAlive', clusterSessionId, leadershipTermId }),
        setTimer('keep-alive', timings.sessionTimeout >> 2),
      ],
    ];
  }
}
