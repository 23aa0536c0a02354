import { isMember } from '../../../../src/aeron/cluster.ts';
import { send } from '../../../../src/sim/index.ts';
import type * as Sessions from '../../../../src/aeron/consensus/sessions.ts';
import type * as Containers from '../../../../src/aeron/container.ts';
import type { Snapshot } from '../../../../src/aeron/consensus/applying.ts';
import { does, inModule, type PlantedBug } from './planted.ts';

export const services: readonly PlantedBug[] = [
  {
    name: 'lets a timer fire on each member by its own clock',
    replace: [
      inModule<typeof Sessions>('consensus/sessions.ts', () => ({
        onTimersTimer: ({ state, clock, container }) => {
          for (const { correlationId, deadline } of state.timers)
            if (deadline <= clock)
              container.take(
                { kind: 'TimerEvent', correlationId, position: 0, timestamp: clock, leadershipTermId: 0 },
                { role: 'LEADER', clock, logPosition: 0, timestamp: clock, sessions: state.sessions },
              );
        },
      })),
    ],
  },
  {
    name: 'answers clients as a follower, too',
    replace: [
      inModule<typeof Containers>('container.ts', ({ createContainer }) => ({
        createContainer(options) {
          const container = createContainer(options);
          return { ...container, take: (entry, at) => container.take(entry, { ...at, role: 'LEADER' }) };
        },
      })),
      inModule<typeof Sessions>('consensus/sessions.ts', () => ({
        tellEgress({ state, effects }, clusterSessionId, timestamp, payload) {
          const session = state.sessions.find(({ id }) => id === clusterSessionId);
          const message = { kind: 'SessionEgress', clusterSessionId, timestamp, payload } as const;
          if (session) effects.push(send(session.responseChannel, message));
        },
      })),
    ],
  },
  {
    name: 'takes the snapshot of its service one entry too early',
    replace: [
      inModule<typeof Containers>('container.ts', ({ createContainer }) => ({
        createContainer(options) {
          const container = createContainer(options);
          let last: readonly string[] = [];
          return {
            ...container,
            take(entry, at) {
              if (entry.kind !== 'ClusterActionRequest') last = container.takeSnapshot(at);
              return container.take(entry, at);
            },
            takeSnapshot: () => last,
          };
        },
      })),
    ],
  },
  {
    name: 'starts its service without the snapshot',
    replace: [
      inModule<typeof Containers>('container.ts', ({ createContainer }) => ({
        createContainer(options) {
          const container = createContainer(options);
          return { ...container, start: (at) => container.start(at, null) };
        },
      })),
    ],
  },
  { name: 'leaves the sessions out of its snapshot', around: inSnapshot({ sessions: [] }) },
  { name: 'leaves the timers out of its snapshot', around: inSnapshot({ timers: [] }) },
  {
    name: 'forgets its timers when another member comes to lead',
    around: (program) => ({
      ...program,
      step(before, input) {
        const { state, effects } = program.step(before, input);
        const hasChanged =
          isMember(before) && isMember(state) && before.leaderMemberId !== state.leaderMemberId;
        return { state: hasChanged ? { ...state, timers: [] } : state, effects };
      },
    }),
  },
];

function inSnapshot(lost: Partial<Snapshot>): PlantedBug['around'] {
  return does((effect) =>
    effect.kind === 'persist' && effect.key.startsWith('snapshot-')
      ? [{ ...effect, value: { ...(effect.value as Snapshot), ...lost } }]
      : [effect],
  );
}
