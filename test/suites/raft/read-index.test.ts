import { describe, expect, it } from 'vitest';
import {
  answerReads,
  onAcknowledgement,
  onRead,
  stepDown,
  type Entry,
  type Leader,
} from '#exercise/raft/read-index';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const log = (...terms: readonly number[]): readonly Entry[] =>
  terms.map((term, i) => ({ term, command: `entry ${i + 1}` }));

/** Leader `a` of term 5, which has an entry of its own term committed and applied, and has sent seven rounds. */
const leaderOf = (members: number, more: Partial<Leader> = {}): Leader => ({
  self: 'a',
  members: names.slice(0, members),
  currentTerm: 5,
  log: log(1, 3, 5),
  commitIndex: 3,
  lastApplied: 3,
  machine: { rent: 100 },
  round: 7,
  acknowledged: {},
  reads: [],
  ...more,
});

const read = (leader: Leader, client = 'ana', command = 'rent') =>
  onRead(leader, { client, request: 1, command });
const beginRound = (leader: Leader): Leader => ({ ...leader, round: leader.round + 1 });
const answered = (leader: Leader) => answerReads(leader).answers.map(({ client }) => client);

/** These have answered a round, in the leader's term. */
const hear = (leader: Leader, from: readonly string[], round = leader.round) =>
  from.reduce((before, member) => onAcknowledgement(before, member, { term: 5, round }), leader);

/** A group of so many, of which so many besides the leader have answered the round that began after the read. */
const answeredWith = (members: number, others: number) =>
  answered(hear(beginRound(read(leaderOf(members))), names.slice(1, 1 + others)));

/** All members answer a round that begins now. */
const confirm = (leader: Leader) => hear(beginRound(leader), leader.members.slice(1));

describe('a read is confirmed', () => {
  it('when more than half have answered, the leader included, and nobody else is waited for', () => {
    expect({
      'a leader alone': answeredWith(1, 0),
      '3 members, the leader and 1 more': answeredWith(3, 1),
      '5 members, the leader and 2 more': answeredWith(5, 2),
      '4 members, the leader and 2 more': answeredWith(4, 2),
    }).toEqual({
      'a leader alone': ['ana'],
      '3 members, the leader and 1 more': ['ana'],
      '5 members, the leader and 2 more': ['ana'],
      '4 members, the leader and 2 more': ['ana'],
    });
  });

  it('no sooner: neither with fewer, nor with exactly half', () => {
    expect({
      '3 members, the leader alone': answeredWith(3, 0),
      '5 members, the leader and 1 more': answeredWith(5, 1),
      '4 members, the leader and 1 more': answeredWith(4, 1),
    }).toEqual({
      '3 members, the leader alone': [],
      '5 members, the leader and 1 more': [],
      '4 members, the leader and 1 more': [],
    });
  });

  it('by a round that began after the read came, and by no earlier one', () => {
    const asked = beginRound(beginRound(read(beginRound(leaderOf(3)))));
    const rounds = [7, 8, 9, 10].map((round) => answered(hear(asked, ['b', 'c'], round)));
    expect({
      'answered: 7': rounds[0],
      'answered: 8': rounds[1],
      'answered: 9, the first since': rounds[2],
      'answered: 10, the one after it': rounds[3],
    }).toEqual({
      'answered: 7': [],
      'answered: 8': [],
      'answered: 9, the first since': ['ana'],
      'answered: 10, the one after it': ['ana'],
    });
  });

  it('in the leader’s own term, and in no other', () => {
    const asked = beginRound(read(leaderOf(3)));
    const answers = [4, 6].map((term) => answered(onAcknowledgement(asked, 'b', { term, round: 8 })));
    expect(answers).toEqual([[], []]);
  });

  it('by a member also when an older answer of it arrives late', () => {
    const asked = hear(beginRound(read(leaderOf(3))), ['b', 'c'], 8);
    expect(answered(hear(asked, ['b', 'c'], 6))).toEqual(['ana']);
  });

  it('by members, each with one voice: not by strangers, and not by the leader twice', () => {
    const asked = beginRound(read(leaderOf(5)));
    expect({
      'b and two strangers': answered(hear(asked, ['b', 'x', 'y'])),
      'b and the leader': answered(hear(asked, ['b', 'a'])),
      'b, and b again': answered(hear(asked, ['b', 'b'])),
    }).toEqual({ 'b and two strangers': [], 'b and the leader': [], 'b, and b again': [] });
  });
});

describe('a read', () => {
  it('waits until the machine has applied all that may have been committed when it came', () => {
    const old = confirm(read(leaderOf(3, { log: log(1, 3, 5, 5, 5), commitIndex: 5 })));
    // Its predecessor may have committed entry 4, and told a client so.
    const fresh = confirm(read(leaderOf(3, { log: log(1, 3, 3, 3, 5) })));
    expect({
      'entry 5 is committed and not applied': answered({ ...old, lastApplied: 4 }),
      'a new leader has committed nothing': answered(fresh),
      'a new leader has committed entry 5, and not applied it': answered({ ...fresh, commitIndex: 5 }),
    }).toEqual({
      'entry 5 is committed and not applied': [],
      'a new leader has committed nothing': [],
      'a new leader has committed entry 5, and not applied it': [],
    });
  });

  it('waits for nothing that is committed later', () => {
    const waiting = confirm(read(leaderOf(3, { log: log(1, 3, 5, 5, 5) })));
    const fresh = confirm(read(leaderOf(3, { log: log(1, 3, 3, 3, 5) })));
    expect({
      'entries 4 and 5 are not committed': answered(waiting),
      'entries 4 and 5 are committed since': answered({ ...waiting, commitIndex: 5 }),
      'a new leader has applied entry 5': answered({ ...fresh, commitIndex: 5, lastApplied: 5 }),
    }).toEqual({
      'entries 4 and 5 are not committed': ['ana'],
      'entries 4 and 5 are committed since': ['ana'],
      'a new leader has applied entry 5': ['ana'],
    });
  });

  it('is answered with what the machine holds by then', () => {
    const answer = (account: string) => {
      const asked = confirm(read(leaderOf(3, { log: log(1, 3, 5, 5) }), 'ana', account));
      return answerReads({ ...asked, commitIndex: 4, lastApplied: 4, machine: { rent: 250, gas: 0 } })
        .answers;
    };
    expect({
      rent: answer('rent'),
      'nothing left': answer('gas'),
      'no such account': answer('food'),
    }).toEqual({
      rent: [{ client: 'ana', request: 1, reply: { kind: 'done', output: 250 } }],
      'nothing left': [{ client: 'ana', request: 1, reply: { kind: 'done', output: 0 } }],
      'no such account': [{ client: 'ana', request: 1, reply: { kind: 'done', output: null } }],
    });
  });

  it('shares its round with all others that came before the round began', () => {
    const clients = ['ana', 'bo', 'cy'];
    const all = clients.reduce((leader, client) => read(leader, client), leaderOf(3));
    expect(answered(confirm(all))).toEqual(clients);
  });

  it('is answered once, and one that is not answered waits on', () => {
    const tooEarly = answerReads(read(leaderOf(3)));
    const inTime = answerReads(confirm(tooEarly.leader));
    const again = answerReads(confirm(inTime.leader));
    expect([tooEarly, inTime, again].map(({ answers }) => answers.length)).toEqual([0, 1, 0]);
  });

  it('leaves no trace in the log', () => {
    const { log: entries, commitIndex } = answerReads(confirm(read(leaderOf(3)))).leader;
    expect({ entries, commitIndex }).toEqual({ entries: log(1, 3, 5), commitIndex: 3 });
  });
});

describe('a leader that steps down', () => {
  it('sends all who wait to its successor, confirmed or not', () => {
    const waiting = read(hear(beginRound(read(leaderOf(3), 'ana')), ['b']), 'bo');
    const sentTo = (leader: string | null) => [
      { client: 'ana', request: 1, reply: { kind: 'not-leader', leader } },
      { client: 'bo', request: 1, reply: { kind: 'not-leader', leader } },
    ];
    expect({ 'c leads': stepDown(waiting, 'c'), 'nobody is known to lead': stepDown(waiting, null) }).toEqual(
      {
        'c leads': sentTo('c'),
        'nobody is known to lead': sentTo(null),
      },
    );
  });
});

it('leaves the leader that came in as it was', () => {
  const before = confirm(read(leaderOf(3)));
  const was = structuredClone(before);
  read(before, 'bo');
  hear(before, ['c']);
  answerReads(before);
  stepDown(before, 'b');
  expect(before).toEqual(was);
});
