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

/** A log with entries of these terms. */
const log = (...terms: readonly number[]): readonly Entry[] =>
  terms.map((term, i) => ({ term, command: `command ${i + 1} of term ${term}` }));

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
const candidate: Server['role'] = { kind: 'candidate', votes: ['a'] };

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
  { currentTerm: 5, votedFor: 'a', role: candidate },
  { kind: 'RequestVote', term: 5, lastLogIndex: 3, lastLogTerm: 4 },
);
const applies = step({ commitIndex: 5, lastApplied: 5, log: log(1, 2, 4, 4, 4) }, stored(4, 5), {
  ...follower,
  lastApplied: 2,
});

const steps: Readonly<Record<string, Step>> = {
  'a votes for b': votes,
  'a votes for b in a new term': votesInNewTerm,
  'a refuses b and adopts its term': refuses,
  'a answers a heartbeat': answersHeartbeat,
  'a stores entries': stores,
  'a stores entries in place of others': replaces,
  'a stands for election': standsForElection,
  'a stores entries, and applies them': applies,
};

const diskOf = ({ currentTerm, votedFor, log }: Server): Disk => ({ currentTerm, votedFor, log });

function carryOut(disk: Disk, effect: Effect): Disk {
  switch (effect.kind) {
    case 'persist':
      return { ...disk, currentTerm: effect.currentTerm, votedFor: effect.votedFor };
    case 'truncate':
      return { ...disk, log: disk.log.slice(0, effect.from - 1) };
    case 'append':
      return { ...disk, log: [...disk.log, ...effect.entries] };
    default:
      return disk;
  }
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

const reads = (entries: readonly Entry[]) => entries.map(({ command }) => command);
const has = (entries: readonly Entry[], all: readonly Entry[]) =>
  all.every(({ command }, i) => entries[i]?.command === command);

/** Would it, after its restart, vote for `other` in this term? */
const votesFor = (other: string, term: number, { currentTerm, votedFor }: Server) =>
  term > currentTerm || (term === currentTerm && (votedFor === null || votedFor === other));

/** How a server breaks the promises of a message that it has sent. */
function brokenPromises(message: Message, { after }: Step, survivor: Server): string[] {
  const { kind, term } = message;
  const votesAgain = votesFor('c', term, survivor);
  const broken: string[] = [];
  if (survivor.currentTerm < term)
    broken.push(`it spoke in term ${term}, and is in term ${survivor.currentTerm}`);
  if (kind === 'RequestVote' && votesAgain)
    broken.push(`it has voted for itself in term ${term}, and votes for c too`);
  if (kind === 'RequestVoteReply' && message.voteGranted && votesAgain)
    broken.push(`it has voted for b in term ${term}, and votes for c too`);
  if (
    kind === 'AppendEntriesReply' &&
    message.success &&
    !has(survivor.log, after.log.slice(0, message.matchIndex))
  )
    broken.push('it lacks an entry that it has acknowledged');
  return broken;
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

const terms = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }).map((all) => all.sort());
/** A log, and what became of it: some entries stay, and others come in place of the rest. */
const changedLogs = fc
  .tuple(
    terms,
    fc.nat(5),
    fc.array(fc.integer({ min: 4, max: 5 }), { maxLength: 3 }).map((all) => all.sort()),
  )
  .map(([old, stay, fresh]) => ({
    old: log(...old),
    kept: stay,
    changed: log(...old.slice(0, stay), ...fresh),
  }));

describe('when all effects of a step are done, the disk has', () => {
  it('the vote, also in a term that the server was in before', () => {
    const found = [votes, votesInNewTerm, standsForElection].map((each) => inTheEnd(each).disk.votedFor);
    expect(found).toEqual(['b', 'b', 'a']);
  });

  it('the term, also without a vote, and then no vote of an earlier term', () => {
    const { currentTerm, votedFor } = inTheEnd(refuses).disk;
    expect({ currentTerm, votedFor }).toEqual({ currentTerm: 5, votedFor: null });
  });

  it('the log, whatever came in place of what', () => {
    const same = fc.property(changedLogs, ({ old, changed }) => {
      const { disk } = inTheEnd(step({ log: changed }, stored(4, 0), { ...follower, log: old }));
      expect(reads(disk.log)).toEqual(reads(changed));
    });
    fc.assert(same);
  });
});

describe('a step', () => {
  it('sends every message, once', () => {
    const messages = ['b', 'c', 'd'].map((to) => ({ to, message: vote(5, false) }));
    const sent = [
      { ...refuses, messages },
      { ...answersHeartbeat, messages },
    ].map((each) => inTheEnd(each).done.flatMap((effect) => (effect.kind === 'send' ? [effect.to] : [])));
    expect(sent).toEqual([
      ['b', 'c', 'd'],
      ['b', 'c', 'd'],
    ]);
  });

  it('gives the machine the entries that became committed, each once and in order', () => {
    const { done } = inTheEnd({ ...applies, after: { ...applies.after, commitIndex: 4, lastApplied: 4 } });
    expect(done.filter(({ kind }) => kind === 'apply')).toEqual([
      { kind: 'apply', index: 3, command: 'command 3 of term 4' },
      { kind: 'apply', index: 4, command: 'command 4 of term 4' },
    ]);
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
      done.flatMap((effect) =>
        effect.kind === 'send' ? brokenPromises(effect.message, step, restart('a', disk)) : [],
      ),
    );
    expect(broken).toEqual([]);
  });

  it('takes nothing from the log that the machine has applied', () => {
    const lost = afterCrashes(({ done, disk }, { after }) =>
      done.flatMap((effect) =>
        effect.kind === 'apply' && !has(disk.log, after.log.slice(0, effect.index))
          ? [`entry ${effect.index} is applied, and is not on the disk`]
          : [],
      ),
    );
    expect(lost).toEqual([]);
  });

  it('takes no entry from the disk that the step leaves in the log', () => {
    const stay = fc.property(changedLogs, ({ old, kept, changed }) => {
      const all = moments(step({ log: changed }, stored(4, 0), { ...follower, log: old }));
      const lacks = ({ disk }: { disk: Disk }) => !has(disk.log, old.slice(0, kept));
      // An entry that is gone in the end, too, is what another test asks for.
      const lost = lacks(all.at(-1)!) ? [] : all.filter(lacks).map(({ count }) => count);
      expect({ 'entries are missing behind these effects': lost }).toEqual({
        'entries are missing behind these effects': [],
      });
    });
    fc.assert(stay);
  });
});

describe('after a restart a server', () => {
  const disk: Disk = { currentTerm: 7, votedFor: 'c', log: log(1, 6) };

  it('knows its term, its vote and its log', () => {
    const { self, currentTerm, votedFor, log: entries } = restart('a', disk);
    expect({ self, currentTerm, votedFor, log: reads(entries) }).toEqual({
      self: 'a',
      currentTerm: 7,
      votedFor: 'c',
      log: ['command 1 of term 1', 'command 2 of term 6'],
    });
  });

  it('follows, and knows of no leader', () => {
    const own = restart('a', { ...disk, votedFor: 'a' });
    expect([restart('a', disk).role, own.role]).toEqual([
      { kind: 'follower', leader: null },
      { kind: 'follower', leader: null },
    ]);
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
