import { parseScenario, runScenario, type Effect, type Input, type NodeId } from '../sim/index.ts';
import { clusterSystem, isMember, membersOf, type Application, type ClusterOptions } from './cluster.ts';
import type { MemberState } from './consensus/state.ts';
import { initialState } from './consensus/starting.ts';
import { member } from './member.ts';
import type { ClusterMessage, Message } from './messages.ts';
import { clusterPromises } from './promises.ts';
import { echo } from './services/echo.ts';
import { frameLength, type Log, type LogEntry, type LogEvent } from './log.ts';
import type { RecordingLogEntry, TermEntry } from './recording-log.ts';
import { quick } from './timings.ts';

/** Member 0 of three, without a world: a step at a time. */
export interface Alone {
  readonly state: MemberState;
  /** What the last step wanted done. */
  readonly effects: readonly Effect<ClusterMessage>[];
  /** What it sent, and to whom. */
  readonly sent: readonly (readonly [NodeId, ClusterMessage])[];
  readonly notes: readonly string[];
  start(disk?: Readonly<Record<string, unknown>>, clock?: number): void;
  hear(from: NodeId, message: ClusterMessage, clock?: number): void;
  fire(timer: string, clock?: number): void;
}

export function alone({ service }: Application = echo, options: ClusterOptions = {}): Alone {
  const names = membersOf(options.members ?? 3);
  const program = member({
    members: names,
    memberId: 0,
    service,
    timings: quick,
    fileSyncLevel: 1,
    refusals: options.refusals,
  });
  let state = initialState('m0', names);
  let effects: readonly Effect<ClusterMessage>[] = [];
  let now = 0;
  const step = (input: Input<ClusterMessage, never>) => {
    now = input.clock;
    ({ state, effects } = program.step(state, input));
  };
  return {
    get state() {
      return state;
    },
    get effects() {
      return effects;
    },
    get sent() {
      return effects.flatMap((effect) =>
        effect.kind === 'send' ? [[effect.to, effect.message] as const] : [],
      );
    },
    get notes() {
      return effects.flatMap((effect) => (effect.kind === 'note' ? [effect.text] : []));
    },
    start: (disk = {}, clock = now) => step({ kind: 'start', disk, clock }),
    hear: (from, message, clock = now) => step({ kind: 'message', from, message, clock }),
    fire: (timer, clock = now) => step({ kind: 'timer', timer, clock }),
  };
}

/** Entries of these terms, one behind the other. */
export function logOf(...events: readonly (LogEvent & { readonly term?: number })[]): Log {
  let position = 0;
  return events.map(({ term = 0, ...event }, nth): LogEntry => {
    position += frameLength(event as LogEvent);
    return { position, leadershipTermId: term, timestamp: nth, ...(event as LogEvent) };
  });
}

/** 64 bytes long. */
export const tick = (term = 0) => ({ kind: 'TimerEvent', correlationId: 0, term }) as const;

export const term = (leadershipTermId: number, termBaseLogPosition: number): TermEntry => ({
  type: 'TERM',
  leadershipTermId,
  termBaseLogPosition,
  timestamp: 0,
  isValid: true,
});

/** What a member finds on its disk. */
export const diskOf = (
  log: Log,
  recordingLog: readonly RecordingLogEntry[],
  candidateTermId = recordingLog.at(-1)?.leadershipTermId ?? -1,
) => ({ log, 'recording-log': recordingLog, 'node-state': { candidateTermId } });

/** A run of three members and a client, told by the lines of a scenario. */
export function ran(application: Application, lines: readonly string[], options: ClusterOptions = {}) {
  const system = { ...clusterSystem(application, options), always: clusterPromises() };
  const { world, trace, failure } = runScenario(
    system,
    parseScenario(['seed 15', 'latency 10ms', ...lines].join('\n'), system),
  );
  if (failure) throw new Error(failure.sentence);
  return {
    trace,
    members: world.nodes.map((node) => world.state(node)).filter(isMember),
    answers: trace.events.flatMap((event) => (event.kind === 'return' ? [String(event.reply)] : [])),
    notes: trace.events.flatMap((event) => (event.kind === 'note' ? [`${event.node}: ${event.text}`] : [])),
    sent: <Kind extends ClusterMessage['kind']>(kind: Kind) =>
      trace.events.flatMap((event) => {
        const message = event.kind === 'send' ? (event.message as ClusterMessage) : undefined;
        if (event.kind !== 'send' || message?.kind !== kind) return [];
        return [
          {
            at: event.at,
            from: event.node,
            to: event.to,
            message: message as Message<Kind>,
          },
        ];
      }),
  };
}
