import { keyValues } from '../../../../src/raft/key-value.ts';
import { figure2 } from '../../../../src/raft/rules.ts';
import { reply } from '../../../../src/sim/index.ts';
import type { KeyValueServer, PlantedBug } from './planted.ts';

/** Answers some requests out of its own machine, at once. */
const answersAtOnce =
  (isAnswered: (command: string, role: string) => boolean) =>
  (server: KeyValueServer): KeyValueServer => ({
    ...server,
    step(state, input) {
      const step = server.step(state, input);
      if (input.kind !== 'request' || typeof input.command !== 'string') return step;
      if (!isAnswered(input.command, state.role.kind)) return step;
      const { output } = keyValues.apply(state.machine, input.command);
      return {
        state: step.state,
        effects: [
          ...step.effects.filter(({ kind }) => kind !== 'reply'),
          reply(input, { kind: 'done', output }),
        ],
      };
    },
  });

export const clients: readonly PlantedBug[] = [
  {
    name: 'applies a request as often as it stands in the log',
    rules: {
      takeOnce: (machine, before, entry, maxSessions) => ({
        ...figure2.takeOnce(machine, { ...before, sessions: [] }, entry, maxSessions),
        sessions: before.sessions,
      }),
    },
  },
  {
    name: 'applies everything twice',
    rules: {
      takeOnce: (machine, before, entry, maxSessions) => {
        const taken = figure2.takeOnce(machine, before, entry, maxSessions);
        if (!taken.isNew) return taken;
        return { ...taken, machine: machine.apply(taken.machine, entry.command).state };
      },
    },
  },
  {
    name: 'answers a client’s next request with what it said to the last',
    rules: {
      takeOnce: (machine, before, entry, maxSessions) => {
        const known = before.sessions.find(({ client }) => client === entry.client);
        const same = known && known.request < entry.request && known.request % 2 === entry.request % 2;
        return figure2.takeOnce(
          machine,
          before,
          same ? { ...entry, request: known.request } : entry,
          maxSessions,
        );
      },
    },
  },
  {
    name: 'remembers one client fewer than there are',
    rules: {
      takeOnce: (machine, before, entry) => figure2.takeOnce(machine, before, entry, 1),
    },
  },
  {
    name: 'answers reads without asking whether it still leads',
    rules: { isReadReady: (read, _round, lastApplied) => lastApplied >= read.index },
  },
  {
    name: 'answers reads before it has committed anything in its term',
    rules: { readIndex: (_log, commitIndex) => commitIndex },
  },
  {
    name: 'answers reads before it has applied what they wait for',
    rules: { isReadReady: (read, round) => round >= read.round },
  },
  {
    name: 'takes an answer to an earlier message for one to its question',
    scenario: 'late-answer',
    rules: {
      isReadReady: (read, round, lastApplied) => round >= read.round - 1 && lastApplied >= read.index,
    },
  },
  {
    name: 'answers reads as a follower',
    around: answersAtOnce((command, role) => command.startsWith('get') && role === 'follower'),
  },
  {
    name: 'answers a write when it is stored, and not when it is committed',
    around: answersAtOnce((command, role) => !command.startsWith('get') && role === 'leader'),
  },
];
