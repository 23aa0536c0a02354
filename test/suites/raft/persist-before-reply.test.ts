import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  effectsOf,
  restart,
  type Disk,
  type Effect,
  type Entry,
  type Envelope,
  type Message,
  type Server,
} from '#exercise/raft/persist-before-reply';

/** A log with entries of these terms. Two leaders may have taken the same command. */
const log = (...terms: readonly number[]): readonly Entry[] =>
  terms.map((term, i) => ({ term, command: `command ${i + 1}` }));

/** Server `a` of a group in term 4, which has not voted. */
const follower: Server = {
  self: 'a',
  currentTerm: 4,
  votedFor: null,
  log: log(1, 2, 4),
  role: { kind: 'follower', leader: null },
  commitIndex: 0,
  lastApplied: 0,
};

interface Step {
  readonly before: Server;
  readonly after: Server;
  readonly messages: readonly Envelope[];
}

/** A step of `a`: what changes, and what it says to `b`. */
const step = (changes: Partial<Server>, message: Message, before = follower): Step => ({
  before,
  after: { ...before, ...changes },
  messages: [{ to: 'b', message }],
});

const vote = (term: number, voteGranted = true): Message => ({ kind: 'RequestVoteReply', term, voteGranted });
const stored = (term: number, matchIndex: number): Message => ({
  kind: 'AppendEntriesReply',
  term,
  success: true,
  matchIndex,
});

const votes = step({ votedFor: 'b' }, vote(4));
const votesInNewTerm = step({ currentTerm: 5, votedFor: 'b' }, vote(5));
const refuses = step({ currentTerm: 5, votedFor: null }, vote(5, false), { ...follower, votedFor: 'c' });
const answersHeartbeat = step({ commitIndex: 2, role: { kind: 'follower', leader: 'b' } }, stored(4, 3));
const stores = step({ log: log(1, 2, 4, 4, 4) }, stored(4, 5));
const replaces = step({ currentTerm: 5, log: log(1, 2, 5, 5) }, stored(5, 4));
const standsForElection = step(
  { currentTerm: 5, votedFor: 'a', role: { kind: 'candidate', votes: ['a'] } },
  { kind: 'RequestVote', term: 5, lastLogIndex: 3, lastLogTerm: 4 },
);
const steppedDown = step(
  { currentTerm: 5, votedFor: null, role: { kind: 'follower', leader: null } },
  vote(5),
  { ...follower, votedFor: 'a', role: { kind: 'leader' } },
);
const leads = step(
  { log: log(1, 2, 4, 4) },
  {
    kind: 'AppendEntries',
    term: 4,
    prevLogIndex: 3,
    prevLogTerm: 4,
    entries: log(1, 2, 4, 4).slice(3),
    leaderCommit: 0,
  },
  { ...follower, votedFor: 'a', role: { kind: 'leader' } },
);
const hasApplied: Server = { ...follower, commitIndex: 2, lastApplied: 2 };
const applies = step({ commitIndex: 4, lastApplied: 4, log: log(1, 2, 4, 4, 4) }, stored(4, 5), hasApplied);

const steps: Readonly<Record<string, Step>> = {
  'a votes for b': votes,
  'a votes for b in a new term': votesInNewTerm,
  'a refuses b and adopts its term': refuses,
  'a answers a heartbeat': answersHeartbeat,
  'a stores entries': stores,
  'a stores entries in place of others': replaces,
  'a stands for election': standsForElection,
  'a leads, and sends an entry of its own': leads,
  'a stores entries, and applies them': applies,
};

const diskOf = ({ currentTerm, votedFor, log }: Server): Disk => ({ currentTerm, votedFor, log });

function carryOut(disk: Disk, effect: Effect): Disk {
  if (effect.kind === 'persist')
    return { ...disk, currentTerm: effect.currentTerm, votedFor: effect.votedFor };
  if (effect.kind === 'truncate') return { ...disk, log: disk.log.slice(0, effect.from - 1) };
  if (effect.kind === 'append') return { ...disk, log: [...disk.log, ...effect.entries] };
  return disk;
}

/** After each effect, from none to all: what is done, and what the disk says. */
function moments({ before, after, messages }: Step) {
  // Entries come by message, so the same entry need not be the same object.
  const effects = effectsOf(structuredClone(before), structuredClone(after), structuredClone(messages));
  return [undefined, ...effects].map((_, count) => {
    const done = effects.slice(0, count);
    return { count, done, disk: done.reduce(carryOut, diskOf(before)) };
  });
}

const inTheEnd = (step: Step) => moments(step).at(-1)!;

const sent = (done: readonly Effect[]) =>
  done.flatMap((effect) => (effect.kind === 'send' ? [{ to: effect.to, message: effect.message }] : []));
const applied = (done: readonly Effect[]) =>
  done.flatMap((effect) => (effect.kind === 'apply' ? [effect.index] : []));

const has = (entries: readonly Entry[], all: readonly Entry[]) =>
  all.every(({ term }, i) => entries[i]?.term === term);

/** Would it, after its restart, vote for `other` in this term? */
const votesFor = (other: string, term: number, { currentTerm, votedFor }: Server) =>
  term > currentTerm || (term === currentTerm && (votedFor === null || votedFor === other));

/** How a server breaks the promises of a message that it has sent. */
function brokenPromises(message: Message, { after }: Step, survivor: Server): string[] {
  const { kind, term } = message;
  const voted = kind === 'RequestVote' || (kind === 'RequestVoteReply' && message.voteGranted);
  const sent =
    kind === 'AppendEntries' ? after.log.slice(0, message.prevLogIndex + message.entries.length) : [];
  const acknowledged = kind === 'AppendEntriesReply' ? after.log.slice(0, message.matchIndex) : [];
  return [
    survivor.currentTerm < term && `it spoke in term ${term}, and is in term ${survivor.currentTerm}`,
    voted && votesFor('c', term, survivor) && `its vote of term ${term} is given, and c gets it too`,
    !has(survivor.log, acknowledged) && 'it lacks an entry that it has acknowledged',
    !has(survivor.log, sent) && 'it lacks an entry that it has sent as the leader',
  ].filter((sentence) => sentence !== false);
}

/**
 * Ends the server after each effect of each step, and tells what the one that comes back does wrong. What is wrong also
 * without a crash is not told: other tests ask for that.
 */
function afterCrashes(
  wrong: (moment: ReturnType<typeof inTheEnd>, step: Step) => readonly string[],
): string[] {
  return Object.entries(steps).flatMap(([name, step]) => {
    const all = moments(step);
    const anyway = wrong(all.at(-1)!, step);
    return all.flatMap((moment) =>
      wrong(moment, step)
        .filter((sentence) => !anyway.includes(sentence))
        .map((sentence) => `${name}; crash behind effect ${moment.count}: ${sentence}`),
    );
  });
}

const terms = (min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { maxLength: 5 }).map((all) => all.sort());
/** A log, and what becomes of it: so many entries are kept, and others come in place of the rest. */
const changedLogs = fc.tuple(terms(1, 3), fc.nat(5), terms(4, 5)).map(([old, kept, fresh]) => ({
  old: log(...old),
  kept: log(...old.slice(0, kept)),
  changed: log(...old.slice(0, kept), ...fresh),
}));

describe('when all effects of a step are done, the disk has', () => {
  it('the vote, also in a term that the server was in before', () => {
    const found = [votes, votesInNewTerm, standsForElection].map((each) => inTheEnd(each).disk.votedFor);
    expect(found).toEqual(['b', 'b', 'a']);
  });

  it('the term, also without a vote, and then no vote of an earlier term', () => {
    const found = (each: Step) => {
      const { currentTerm, votedFor } = inTheEnd(each).disk;
      return { currentTerm, votedFor };
    };
    const written = { currentTerm: 5, votedFor: null };
    expect({
      'a refuses b': found(refuses),
      'a steps down, and says nothing': found({ ...steppedDown, messages: [] }),
    }).toEqual({ 'a refuses b': written, 'a steps down, and says nothing': written });
  });

  it('the log, whatever came in place of what', () => {
    const same = fc.property(changedLogs, ({ old, changed }) => {
      const { disk } = inTheEnd(step({ log: changed }, stored(4, 0), { ...follower, log: old }));
      expect(disk.log).toEqual(changed);
    });
    fc.assert(same);
  });
});

describe('a step', () => {
  it('sends every message, once', () => {
    const messages = ['b', 'c', 'd'].map((to) => ({ to, message: vote(5, false) }));
    const found = [refuses, answersHeartbeat].map((each) => sent(inTheEnd({ ...each, messages }).done));
    expect(found).toEqual([messages, messages]);
  });

  it('gives the machine the entries that became committed, each once and in order', () => {
    const given = (each: Step) => inTheEnd(each).done.filter(({ kind }) => kind === 'apply');
    expect({
      'up to lastApplied': given(applies),
      'committed, and not yet applied': given(answersHeartbeat),
    }).toEqual({
      'up to lastApplied': [
        { kind: 'apply', index: 3, command: 'command 3' },
        { kind: 'apply', index: 4, command: 'command 4' },
      ],
      'committed, and not yet applied': [],
    });
  });

  it('writes nothing that is on the disk already', () => {
    const needless = Object.entries(steps).flatMap(([name, step]) => {
      const { before, after, messages } = structuredClone(step);
      let disk = diskOf(before);
      return effectsOf(before, after, messages).flatMap((effect) => {
        const was = JSON.stringify(disk);
        disk = carryOut(disk, effect);
        const writes = effect.kind !== 'send' && effect.kind !== 'apply';
        return writes && JSON.stringify(disk) === was ? [`${name}: ${effect.kind} changes nothing`] : [];
      });
    });
    expect(needless).toEqual([]);
  });
});

describe('a crash, wherever it strikes,', () => {
  it('leaves no promise broken that the server has sent', () => {
    const broken = afterCrashes(({ done, disk }, step) =>
      sent(done).flatMap(({ message }) => brokenPromises(message, step, restart('a', disk))),
    );
    expect(broken).toEqual([]);
  });

  it('takes nothing from the log that the machine has applied', () => {
    const lost = afterCrashes(({ done, disk }, { after }) =>
      applied(done)
        .filter((index) => !has(disk.log, after.log.slice(0, index)))
        .map((index) => `entry ${index} is applied, and is not on the disk`),
    );
    expect(lost).toEqual([]);
  });

  it('takes no entry from the disk that the step leaves in the log', () => {
    const stay = fc.property(changedLogs, ({ old, kept, changed }) => {
      const all = moments(step({ log: changed }, stored(4, 0), { ...follower, log: old }));
      const lacks = ({ disk }: { disk: Disk }) => !has(disk.log, kept);
      // An entry that is gone in the end, too, is what another test asks for.
      const lost = lacks(all.at(-1)!) ? [] : all.filter(lacks).map(({ count }) => count);
      expect({ 'missing behind effects': lost }).toEqual({ 'missing behind effects': [] });
    });
    fc.assert(stay);
  });
});

describe('after a restart a server', () => {
  const disk: Disk = { currentTerm: 7, votedFor: 'c', log: log(1, 6) };

  it('knows its term, its vote and its log', () => {
    expect(restart('a', disk)).toMatchObject({ self: 'a', ...disk });
  });

  it('follows, and knows of no leader', () => {
    const roles = ['a', 'c', null].map((votedFor) => restart('a', { ...disk, votedFor }).role);
    const follows = { kind: 'follower', leader: null };
    expect(roles).toEqual([follows, follows, follows]);
  });

  it('takes no entry for committed or applied because it is on the disk', () => {
    const { commitIndex, lastApplied } = restart('a', disk);
    expect({ commitIndex, lastApplied }).toEqual({ commitIndex: 0, lastApplied: 0 });
  });
});

it('leaves the servers and the messages that came in as they were', () => {
  const { before, after, messages } = structuredClone(replaces);
  effectsOf(before, after, messages);
  restart('a', after);
  expect({ before, after, messages }).toEqual(replaces);
});
