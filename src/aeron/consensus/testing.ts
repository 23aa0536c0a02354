import type { ClusterMessage } from '../messages.ts';
import { alone, type Alone } from '../testing.ts';

export const canvasses = (logLeadershipTermId = -1, logPosition = 0): ClusterMessage => ({
  kind: 'CanvassPosition',
  logLeadershipTermId,
  logPosition,
  leadershipTermId: logLeadershipTermId,
});
export const asksForVote = (
  candidateTermId: number,
  logLeadershipTermId = -1,
  logPosition = 0,
): ClusterMessage => ({
  kind: 'RequestVote',
  logLeadershipTermId,
  logPosition,
  candidateTermId,
});
export const votes = (vote: boolean, candidateTermId = 0): ClusterMessage => ({
  kind: 'Vote',
  candidateTermId,
  logLeadershipTermId: -1,
  logPosition: 0,
  vote,
});
export const appended = (leadershipTermId: number, logPosition: number): ClusterMessage => ({
  kind: 'AppendPosition',
  leadershipTermId,
  logPosition,
});

/** Started, and heard by both others, which have nothing in their logs. */
function nominated(disk = {}, member = alone()): Alone {
  member.start(disk);
  member.hear('m1', canvasses());
  member.hear('m2', canvasses());
  return member;
}

export function inBallot(disk = {}, member = alone()): Alone {
  nominated(disk, member);
  member.fire('election');
  return member;
}

/** What it wrote and sent, in its order. */
export const writesAndSends = (member: Alone): string[] =>
  member.effects.flatMap((effect) => {
    if (effect.kind === 'persist') return [`persist ${effect.key}`];
    if (effect.kind === 'append') return [`append ${effect.key}`];
    return effect.kind === 'send' ? [effect.message.kind] : [];
  });

/** Elected by all, and joined by one. */
export function leading(member = alone()): Alone {
  inBallot({}, member);
  member.hear('m1', votes(true));
  member.hear('m2', votes(true));
  member.hear('m1', appended(0, 0));
  return member;
}

/** Leads term 0, with nothing in its log but the beginning of the term, which is committed. */
export function leads(...of: Parameters<typeof alone>): Alone {
  const member = leading(alone(...of));
  member.hear('m1', appended(0, 96));
  return member;
}
