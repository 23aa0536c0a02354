import type * as Positions from '../../../../src/aeron/consensus/positions.ts';
import type * as State from '../../../../src/aeron/consensus/state.ts';
import type { MemberState } from '../../../../src/aeron/consensus/state.ts';
import type * as Turns from '../../../../src/aeron/consensus/turn.ts';
import { does, inModule, type PlantedBug } from './planted.ts';

export const elections: readonly PlantedBug[] = [
  {
    name: 'votes before its candidate term is on the disk',
    replace: [
      inModule<typeof Turns>('consensus/turn.ts', ({ set }) => ({
        recordCandidateTerm: (turn, candidateTermId) => set(turn, { candidateTermId }),
      })),
    ],
  },
  {
    name: 'counts positions of members that have not joined its term',
    replace: [
      inModule<typeof Positions>('consensus/positions.ts', ({ membersAt, quorumPosition }) => ({
        membersAt: (state, position) => membersAt(withAllJoined(state), position),
        quorumPosition: (turn) => quorumPosition({ ...turn, state: withAllJoined(turn.state) }),
      })),
    ],
  },
  {
    name: 'leads a term that it has not written down',
    replace: [
      inModule<typeof Turns>('consensus/turn.ts', ({ recordInRecordingLog, set }) => ({
        recordInRecordingLog(turn, ...entries) {
          if (turn.state.role !== 'leader' || entries[0]?.type !== 'TERM')
            recordInRecordingLog(turn, ...entries);
          else set(turn, { recordingLog: [...turn.state.recordingLog, ...entries] });
        },
      })),
    ],
  },
  {
    name: 'votes for whoever asks, and looks at no log',
    replace: [inModule<typeof State>('consensus/state.ts', () => ({ compareLog: () => 0 }))],
  },
  {
    name: 'compares the lengths of logs, and not their terms',
    replace: [
      inModule<typeof State>('consensus/state.ts', () => ({
        compareLog: (_oneTerm, one, _otherTerm, other) => one - other,
      })),
    ],
  },
  {
    name: 'is content with half of the members',
    replace: [
      inModule<typeof State>('consensus/state.ts', () => ({
        quorum: ({ members }) => members.length >> 1,
      })),
    ],
  },
  {
    name: 'follows the leader of a term below the one that it has promised',
    around: (program) => ({
      ...program,
      step(before, input) {
        const state = before as MemberState;
        if (input.kind !== 'message' || input.message.kind !== 'NewLeadershipTerm')
          return program.step(state, input);
        const { leadershipTermId } = input.message;
        const candidateTermId = Math.min(state.candidateTermId, leadershipTermId);
        const { state: next, effects } = program.step({ ...state, candidateTermId }, input);
        const promised = Math.max(state.candidateTermId, (next as MemberState).candidateTermId);
        return { state: { ...(next as MemberState), candidateTermId: promised }, effects };
      },
    }),
  },
  {
    name: 'writes entries into its log, and lets the disk take its time',
    around: does((effect) =>
      effect.kind === 'append' && effect.key === 'log' ? [{ ...effect, sync: false }] : [effect],
    ),
  },
];

const withAllJoined = (state: MemberState): MemberState => ({
  ...state,
  peers: state.peers.map((peer) => ({ ...peer, hasJoined: true })),
});
