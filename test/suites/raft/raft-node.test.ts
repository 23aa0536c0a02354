import { holdInSteps, trialRandom, trials, type AnyServer, type NamedTrial } from '#course/raft';
import { parseScenario, runScenario, send, type NodeId, type Program } from '#course/sim';
import { alone, seeds, stepsBefore } from '#suite';
import { describe, expect, it } from 'vitest';
import {
  raftNode,
  type AppendEntries,
  type Entry,
  type Leader,
  type Message,
  type RequestVote,
  type Server,
  type Session,
} from '#exercise/raft/raft-node';

const five = ['n1', 'n2', 'n3', 'n4', 'n5'];

/** `n1` of five, a follower in term 3 with no vote yet, unless something else is said. */
const server = (change: Partial<Server> = {}): Server => ({
  ...raftNode.init('n1', five),
  currentTerm: 3,
  ...change,
});

/** The first request of `c1` is made in the first entry. */
const entry = (term: number, request: number, client = 'c1'): Entry => ({
  term,
  kind: 'command',
  client,
  request,
  command: `add x ${request}`,
});
const logOf = (...terms: number[]): Entry[] => terms.map((term, at) => entry(term, at + 1));
const terms = ({ log }: Server) => log.map(({ term }) => term);

const others = (index: number) => Object.fromEntries(five.slice(1).map((name) => [name, index]));
const leader = (log: Entry[], change: Partial<Leader> = {}, more: Partial<Server> = {}): Server =>
  server({
    log,
    role: { kind: 'leader', nextIndex: others(log.length + 1), matchIndex: others(0), ...change },
    ...more,
  });
const candidate = (...votes: NodeId[]): Server =>
  server({ votedFor: 'n1', role: { kind: 'candidate', votes: ['n1', ...votes] } });

const clock = 0;
const receive = (state: Server, from: NodeId, message: Message) =>
  raftNode.step(state, { kind: 'message', clock, from, message });
const fire = (state: Server, timer: string) => raftNode.step(state, { kind: 'timer', clock, timer });
const ask = (state: Server, request: number, client = 'c1') =>
  raftNode.step(state, { kind: 'request', clock, client, request, command: `add x ${request}` });

type Effects = ReturnType<typeof receive>['effects'];
const sent = (effects: Effects) =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [{ to: effect.to, ...effect.message }] : []));
const replies = (effects: Effects) =>
  effects.flatMap((effect) =>
    effect.kind === 'reply' ? [{ client: effect.client, request: effect.request, reply: effect.reply }] : [],
  );
const waits = (effects: Effects) =>
  effects.some((effect) => effect.kind === 'setTimer' && effect.timer === 'election');

const requestVote = (change: Partial<RequestVote> = {}): RequestVote => ({
  kind: 'RequestVote',
  term: 3,
  lastLogIndex: 0,
  lastLogTerm: 0,
  ...change,
});
const appendEntries = (change: Partial<AppendEntries> = {}): AppendEntries => ({
  kind: 'AppendEntries',
  term: 3,
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [],
  leaderCommit: 0,
  ...change,
});
const success = (matchIndex: number, term = 3): Message => ({
  kind: 'AppendEntriesReply',
  term,
  success: true,
  matchIndex,
});
const refusal = (term: number | null, index: number): Message => ({
  kind: 'AppendEntriesReply',
  term: 3,
  success: false,
  conflict: { term, index },
});

const onceStepsPass = stepsBefore('Whole clusters run once no test of a single step fails.');

describe('a server that starts', () => {
  it('follows nobody yet, and waits for a leader', () => {
    const begun = raftNode.step(raftNode.init('n1', five), { kind: 'start', clock, disk: {} });
    expect({ state: begun.state, waits: waits(begun.effects) }).toEqual({
      state: raftNode.init('n1', five),
      waits: true,
    });
  });
});

describe('an election', () => {
  it('begins in a new term when the timer fires, and that is set again', () => {
    const { state, effects } = fire(server({ log: logOf(1, 2) }), 'election');
    const request = requestVote({ term: 4, lastLogIndex: 2, lastLogTerm: 2 });
    expect(sent(effects)).toEqual(five.slice(1).map((to) => ({ to, ...request })));
    expect([state.currentTerm, state.votedFor, state.role, waits(effects)]).toEqual([
      4,
      'n1',
      { kind: 'candidate', votes: ['n1'] },
      true,
    ]);
  });

  it('is begun by nobody who leads', () => {
    const before = leader(logOf(3));
    const { state, effects } = fire(before, 'election');
    // Some day it may lead no more, and its timer runs all the time.
    expect({ state, sent: sent(effects), waits: waits(effects) }).toEqual({
      state: before,
      sent: [],
      waits: true,
    });
  });

  it('gets one vote of each server, and the same again when it asks again', () => {
    const asked = ['n2', 'n3', 'n2'];
    let state = server();
    const votes = asked.map((from) => {
      const step = receive(state, from, requestVote());
      state = step.state;
      return { votedFor: state.votedFor, answer: sent(step.effects), 'waits anew': waits(step.effects) };
    });
    const answer = (to: NodeId, voteGranted: boolean) => ({
      votedFor: 'n2',
      answer: [{ to, kind: 'RequestVoteReply', term: 3, voteGranted }],
    });
    expect(votes).toMatchObject([answer('n2', true), answer('n3', false), answer('n2', true)]);
    expect(votes.slice(0, 2).map((vote) => vote['waits anew'])).toEqual([true, false]);
  });

  it('gets votes for a log only that is at least as up to date', () => {
    const votesFor = (lastLogIndex: number, lastLogTerm: number) =>
      receive(server({ log: logOf(1, 2) }), 'n2', requestVote({ lastLogIndex, lastLogTerm })).state
        .votedFor === 'n2';
    expect({
      'the same': votesFor(2, 2),
      'longer, same last term': votesFor(3, 2),
      'shorter, same last term': votesFor(1, 2),
      'longer, older last term': votesFor(9, 1),
      'shorter, newer last term': votesFor(1, 3),
    }).toEqual({
      'the same': true,
      'longer, same last term': true,
      'shorter, same last term': false,
      'longer, older last term': false,
      'shorter, newer last term': true,
    });
  });

  it('of an older term gets no vote, and is told of the newer one', () => {
    const before = server();
    const { state, effects } = receive(before, 'n2', requestVote({ term: 2 }));
    expect(state).toEqual(before);
    expect(sent(effects)).toMatchObject([{ to: 'n2', term: 3, voteGranted: false }]);
  });

  const vote = (term = 3): Message => ({ kind: 'RequestVoteReply', term, voteGranted: true });

  it('is won with a majority, and all others hear of it at once', () => {
    const second = receive(candidate(), 'n2', vote());
    expect([second.state.role, sent(second.effects)]).toEqual([
      { kind: 'candidate', votes: ['n1', 'n2'] },
      [],
    ]);
    const third = receive(second.state, 'n3', vote());
    expect(third.state.role).toEqual({ kind: 'leader', nextIndex: others(1), matchIndex: others(0) });
    expect(sent(third.effects).map(({ to, kind, term }) => [to, kind, term])).toEqual(
      five.slice(1).map((to) => [to, 'AppendEntries', 3]),
    );
  });

  it('counts votes of its own term, and each voter once', () => {
    const role = (from: NodeId, term: number) => receive(candidate('n2'), from, vote(term)).state.role.kind;
    expect({ 'n3 in term 2': role('n3', 2), 'n2 once more': role('n2', 3) }).toEqual({
      'n3 in term 2': 'candidate',
      'n2 once more': 'candidate',
    });
  });

  it('is over, and so is the time of a leader, with the first word of a newer term', () => {
    const news: Message[] = [
      requestVote({ term: 4, lastLogTerm: 9 }),
      { kind: 'RequestVoteReply', term: 4, voteGranted: false },
      success(1, 4),
      appendEntries({ term: 4 }),
    ];
    const follower = server({ votedFor: 'n4', role: { kind: 'follower', leader: 'n4' } });
    for (const before of [candidate('n2'), leader(logOf(3)), follower]) {
      const after = news.map((message) => receive(before, 'n2', message).state);
      expect(after.map(({ currentTerm, role }) => [currentTerm, role.kind])).toEqual(
        news.map(() => [4, 'follower']),
      );
      const { currentTerm, votedFor, role } = after[1]!;
      expect({ currentTerm, votedFor, role }).toEqual({
        currentTerm: 4,
        votedFor: null,
        role: { kind: 'follower', leader: null },
      });
    }
  });
});

describe('a leader', () => {
  it('puts a request into its log, and sends it to all others at once', () => {
    const { state, effects } = ask(leader(logOf(2)), 2);
    const added = entry(3, 2);
    expect(state.log).toEqual([...logOf(2), added]);
    const message = appendEntries({ prevLogIndex: 1, prevLogTerm: 2, entries: [added] });
    expect(sent(effects)).toEqual(five.slice(1).map((to) => ({ to, ...message })));
  });

  it('sends with each heartbeat what a follower lacks, and what is committed', () => {
    const log = logOf(1, 2, 3);
    const before = leader(log, { nextIndex: { ...others(4), n2: 2 } }, { commitIndex: 2, lastApplied: 2 });
    const { effects } = fire(before, 'heartbeat');
    const [toN2, toN3] = sent(effects);
    expect(toN2).toEqual({
      to: 'n2',
      ...appendEntries({ prevLogIndex: 1, prevLogTerm: 1, entries: log.slice(1), leaderCommit: 2 }),
    });
    expect(toN3).toEqual({
      to: 'n3',
      ...appendEntries({ prevLogIndex: 3, prevLogTerm: 3, leaderCommit: 2 }),
    });
  });
});

describe('a follower', () => {
  it('follows whoever leads in its term, also if it wanted to lead, and waits anew', () => {
    const { state, effects } = receive(candidate('n2'), 'n4', appendEntries());
    expect([state.role, state.votedFor, waits(effects)]).toEqual([
      { kind: 'follower', leader: 'n4' },
      'n1',
      true,
    ]);
  });

  it('refuses a leader of an older term, and goes on waiting for another', () => {
    const before = server({ log: logOf(1, 3), role: { kind: 'follower', leader: 'n4' } });
    const { state, effects } = receive(before, 'n2', appendEntries({ term: 2, entries: logOf(2) }));
    expect({ state, waits: waits(effects) }).toEqual({ state: before, waits: false });
    expect(sent(effects)).toMatchObject([{ to: 'n2', term: 3, success: false }]);
  });

  it('says where the logs part when it lacks what stands before', () => {
    const conflict = (prevLogIndex: number, prevLogTerm: number) => {
      const message = appendEntries({ prevLogIndex, prevLogTerm, entries: [entry(3, 9)] });
      const { state, effects } = receive(server({ log: logOf(1, 2, 2) }), 'n2', message);
      return [terms(state), state.role, waits(effects), ...sent(effects)];
    };
    const reply = (term: number | null, index: number) => [
      [1, 2, 2],
      { kind: 'follower', leader: 'n2' },
      true,
      { to: 'n2', ...refusal(term, index) },
    ];
    expect({ 'no entry 5': conflict(5, 3), 'entry 3 of term 2': conflict(3, 3) }).toEqual({
      'no entry 5': reply(null, 4),
      'entry 3 of term 2': reply(2, 2),
    });
  });

  it('takes what is new, in place of what conflicts', () => {
    const message = appendEntries({ prevLogIndex: 1, prevLogTerm: 1, entries: logOf(1, 3, 3).slice(1) });
    const { state, effects } = receive(server({ log: logOf(1, 2, 2, 2) }), 'n2', message);
    expect(state.log).toEqual(logOf(1, 3, 3));
    expect(sent(effects)).toEqual([{ to: 'n2', ...success(3) }]);
  });

  it('keeps what it has when a late message holds less', () => {
    const message = appendEntries({ prevLogIndex: 1, prevLogTerm: 1, entries: logOf(1, 3).slice(1) });
    const { state, effects } = receive(server({ log: logOf(1, 3, 3) }), 'n2', message);
    expect(terms(state)).toEqual([1, 3, 3]);
    expect(sent(effects)).toEqual([{ to: 'n2', ...success(2) }]);
  });

  it('takes for committed what the leader has committed, as far as the logs are known to be the same', () => {
    const commit = (leaderCommit: number, commitIndex = 0) => {
      const before = server({ log: logOf(1, 1, 2), commitIndex, lastApplied: commitIndex });
      const message = appendEntries({
        prevLogIndex: 1,
        prevLogTerm: 1,
        entries: logOf(1, 1).slice(1),
        leaderCommit,
      });
      return receive(before, 'n2', message).state.commitIndex;
    };
    const heartbeat = appendEntries({ prevLogIndex: 2, prevLogTerm: 1, leaderCommit: 3 });
    expect({
      1: commit(1),
      'entry 3 may be another': commit(3),
      'in a heartbeat, too': receive(server({ log: logOf(1, 1, 2) }), 'n2', heartbeat).state.commitIndex,
      'never back': commit(1, 2),
    }).toEqual({ 1: 1, 'entry 3 may be another': 2, 'in a heartbeat, too': 2, 'never back': 2 });
  });
});

describe('the answer of a follower', () => {
  const nextOf = ({ role }: Server) =>
    role.kind === 'leader' && [role.nextIndex['n2'], role.matchIndex['n2']];

  it('that the logs part has the leader send from there at once', () => {
    const log = logOf(1, 1, 2, 2, 3);
    const after = (term: number | null, index: number) => {
      const { state, effects } = receive(leader(log), 'n2', refusal(term, index));
      return [
        nextOf(state),
        sent(effects).map(({ to, ...message }) => [to, 'prevLogIndex' in message && message.prevLogIndex]),
      ];
    };
    expect({
      'nothing from 2 on': after(null, 2),
      'term 1 from 1 on': after(1, 1),
      'a term that the leader has not': after(0, 4),
    }).toEqual({
      'nothing from 2 on': [[2, 0], [['n2', 1]]],
      'term 1 from 1 on': [[3, 0], [['n2', 2]]],
      'a term that the leader has not': [[4, 0], [['n2', 3]]],
    });
  });

  it('that comes late moves nothing back', () => {
    const before = leader(logOf(1, 2, 3), {
      nextIndex: { ...others(4), n2: 4 },
      matchIndex: { ...others(0), n2: 3 },
    });
    const late = [success(1), refusal(null, 2), success(1, 2)];
    expect(late.map((message) => nextOf(receive(before, 'n2', message).state))).toEqual(
      late.map(() => [4, 3]),
    );
  });

  it('commits an entry when a majority has it, and not before', () => {
    const second = receive(leader(logOf(3, 3)), 'n2', success(2));
    const third = receive(second.state, 'n3', success(1));
    expect([second.state.commitIndex, third.state.commitIndex]).toEqual([0, 1]);
  });
});

describe('a client', () => {
  it('hears who leads from a server that does not', () => {
    const follower = ask(server({ role: { kind: 'follower', leader: 'n4' } }), 1);
    const lost = ask(candidate(), 1);
    const elsewhere = (leader: NodeId | null) => [
      { client: 'c1', request: 1, reply: { kind: 'not-leader', leader } },
    ];
    expect([replies(follower.effects), replies(lost.effects)]).toEqual([elsewhere('n4'), elsewhere(null)]);
  });

  it('is answered by the leader when its request has been applied, and not before', () => {
    const asked = ask(leader([]), 1);
    expect(replies(asked.effects)).toEqual([]);
    const { state } = receive(asked.state, 'n2', success(1));
    const stored = receive(state, 'n3', success(1));
    expect([stored.state.lastApplied, stored.state.machine]).toEqual([1, { x: 1 }]);
    expect(replies(stored.effects)).toEqual([
      { client: 'c1', request: 1, reply: { kind: 'done', output: 1 } },
    ]);
  });

  it('is not answered by a follower, which applies the same', () => {
    const message = appendEntries({ entries: logOf(3, 3), leaderCommit: 2 });
    const { state, effects } = receive(server(), 'n2', message);
    expect([state.lastApplied, state.machine, replies(effects)]).toEqual([2, { x: 3 }, []]);
  });

  /** All of these are applied in one step, by a leader. */
  const applied = (log: Entry[], sessions: Record<string, Session> = {}) => {
    const { state } = receive(leader(log, {}, { sessions }), 'n2', success(log.length));
    return receive(state, 'n3', success(log.length));
  };

  it('that asks again is answered again, and its request takes effect once', () => {
    const again = applied([entry(3, 1), entry(3, 1, 'c2'), entry(3, 1)]);
    expect(again.state.machine).toEqual({ x: 2 });
    expect(replies(again.effects).map(({ client, reply }) => [client, reply])).toEqual([
      ['c1', { kind: 'done', output: 1 }],
      ['c2', { kind: 'done', output: 2 }],
      ['c1', { kind: 'done', output: 1 }],
    ]);
  });

  it('whose request comes after a later one is refused', () => {
    const overtaken = applied([entry(3, 1)], { c1: { request: 2, output: 7 } });
    expect([overtaken.state.machine, replies(overtaken.effects)]).toMatchObject([
      {},
      [{ client: 'c1', request: 1, reply: { kind: 'refused' } }],
    ]);
  });
});

describe('a crash', () => {
  /** Says this to n1 when both have started, and writes down what it answers. */
  const saying = (news: readonly Message[]): Program<Message[], Message> => ({
    init: () => [],
    step(state, input) {
      if (input.kind === 'start') return { state, effects: news.map((message) => send('n1', message)) };
      return { state: input.kind === 'message' ? [...state, input.message] : state, effects: [] };
    },
  });

  /** What n2 has heard by then, and what n1 knows when it is up again. */
  function crash(news: readonly Message[], how = '') {
    const program = (node: NodeId): AnyServer => (node === 'n1' ? raftNode : saying(news));
    const text = `latency 5ms\n${how}\nat 20ms crash n1\nat 30ms restart n1\nuntil 31ms`;
    const pair = { nodes: ['n1', 'n2'], program };
    const { world, failure } = runScenario(pair, parseScenario(text, pair));
    if (failure) expect.fail(failure.sentence);
    return { heard: world.state('n2') as Message[], server: world.state('n1') as Server };
  }

  const append = appendEntries({ entries: logOf(2, 3) });

  it('takes from a server neither its term nor its vote nor its log', () => {
    const { currentTerm, votedFor, log, role, commitIndex } = crash([requestVote(), append]).server;
    expect({ currentTerm, votedFor, log, role, commitIndex }).toEqual({
      currentTerm: 3,
      votedFor: 'n2',
      log: logOf(2, 3),
      role: { kind: 'follower', leader: null },
      commitIndex: 0,
    });
    const refused: Message = { kind: 'RequestVoteReply', term: 9, voteGranted: false };
    expect({ 'a term that it only heard of': crash([refused]).server.currentTerm }).toEqual({
      'a term that it only heard of': 9,
    });
  });

  it('takes nothing that a leader was told is stored, wherever in a step it strikes', () => {
    for (const done of [1, 2, 3, 4]) {
      const { heard, server } = crash([append], `at 2ms crash n1 after effect ${done}`);
      if (heard.length > 0)
        expect(server.log, `After effect ${done} n2 knows that it is stored`).toEqual(append.entries);
    }
  });
});

/** The guard ends an endless loop, and not a long run in which every step is short. */
declare const __lockstep: { turn(): void };
const watched: AnyServer = {
  ...raftNode,
  step(state: Server, input) {
    __lockstep.turn();
    return raftNode.step(state, input);
  },
};

/** Whoever waits for a sign of life gets one. */
const turn = () => new Promise((done) => setTimeout(done));

async function hold({ drive, ...trial }: NamedTrial, seed: number): Promise<void> {
  const again = alone('raft/raft-node', seed);
  const run = holdInSteps(watched, { ...trial, seed, again }, (cluster) => drive(cluster, trialRandom(seed)));
  try {
    while (!run.next().done) await turn();
  } catch (error) {
    if (!(error instanceof Error) || error.cause !== undefined) throw error;
    // Of a whole run, the line that returned last says nothing.
    __lockstep.turn();
    expect.fail(error.message);
  }
}

describe('a cluster', () => {
  for (const trial of trials) {
    it(trial.title, { timeout: 25_000 }, async ({ skip }) => {
      onceStepsPass({ skip });
      for (const seed of seeds(20)) {
        await hold(trial, seed);
        await turn();
      }
    });
  }
});
