import type * as Positions from '../../../../src/aeron/consensus/positions.ts';
import type * as Turns from '../../../../src/aeron/consensus/turn.ts';
import type * as Logs from '../../../../src/aeron/log.ts';
import type * as RecordingLogs from '../../../../src/aeron/recording-log.ts';
import { inModule, hears, type PlantedBug } from './planted.ts';

export const logs: readonly PlantedBug[] = [
  {
    name: 'carries out what stands in its own log only',
    replace: [
      inModule<typeof Positions>('consensus/positions.ts', () => ({
        quorumPosition: ({ state }) => state.log.at(-1)?.position ?? 0,
      })),
    ],
  },
  {
    name: 'keeps entries behind the beginning of the leader’s term',
    replace: [inModule<typeof Logs>('log.ts', () => ({ truncate: (log) => log }))],
  },
  {
    name: 'cuts off its log, and finds it whole again after a restart',
    around: hears((input) => {
      if (input.kind !== 'start') return input;
      const records = (input.disk['log'] ?? []) as readonly object[];
      const log = records.filter((record) => !('truncatedTo' in record));
      return { ...input, disk: { ...input.disk, log } };
    }),
  },
  {
    name: 'joins at the leader’s own term, whatever terms lie between',
    replace: [
      inModule<typeof RecordingLogs>('recording-log.ts', ({ lastTerm }) => ({ firstTermBehind: lastTerm })),
    ],
  },
  {
    name: 'stamps entries with its clock, even if that is behind the log',
    replace: [
      inModule<typeof Turns>('consensus/turn.ts', ({ entryFor }) => ({
        entryFor: (turn, event) => ({ ...entryFor(turn, event), timestamp: turn.clock }),
      })),
    ],
  },
];
