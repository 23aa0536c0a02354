import {
  apply,
  cancelTimer,
  note,
  persist,
  reply,
  send,
  sendAll,
  setTimer,
  type Effect,
  type NodeId,
  type Program,
} from '../../sim/index.ts';
import type { StateMachine } from '../../machines/index.ts';
import { sameRequest, type Answer, type ClientRequest, type Elsewhere } from '../entry.ts';
import type { Log, QuorumMessage } from './messages.ts';
import { majorityOf, reachedBy } from './quorum.ts';

/** What a member knows. The first four are on its disk before anybody hears of them. */
export interface MemberState<State, Command, Output> {
  readonly self: NodeId;
  readonly members: readonly NodeId[];
  /** The latest term in which it follows or leads, or promised to. */
  readonly term: number;
  /** The term of the leader from which its log came. */
  readonly logTerm: number;
  readonly log: Log<Command>;
  readonly role: Role<Command>;
  /** Entries up to here are committed, and have been applied. */
  readonly commit: number;
  readonly machine: State;
  readonly outputs: readonly Output[];
}

export type Role<Command> =
  | { readonly kind: 'follower'; readonly leader: NodeId | null }
  | {
      readonly kind: 'candidate';
      readonly promises: Readonly<Record<NodeId, { readonly from: number; readonly log: Log<Command> }>>;
    }
  | { readonly kind: 'leader'; readonly stored: Readonly<Record<NodeId, number>> };

export interface QuorumOptions {
  /** Who leads at the beginning; the first of the nodes when left out. */
  readonly leader?: NodeId;
  /** How long a member waits for a leader's word before it wants to lead, in milliseconds; drawn anew each time. */
  readonly patience?: readonly [from: number, to: number];
  /** Who has to store an entry before it is committed. With `all`, one member that is away stops everybody. */
  readonly needs?: 'majority' | 'all';
}

/**
 * One of a group that keeps a log together. A leader puts the requests into its log, and sends it to the others; an entry is
 * committed once a majority have stored it, and is applied then. When the leader falls silent, another member asks a majority
 * to listen to it alone, and takes over the best log among theirs: every committed entry is in it, since any two majorities
 * share a member. (The way of Viewstamped Replication. Raft, in the next chapter, votes instead.)
 */
export function quorumMember<State, Command, Output>(
  machine: StateMachine<State, Command, Output>,
  { leader, patience = [150, 300], needs = 'majority' }: QuorumOptions = {},
): Program<MemberState<State, Command, Output>, QuorumMessage<Command>, Command, Answer<Output> | Elsewhere> {
  type Member = MemberState<State, Command, Output>;
  type Effects = Effect<QuorumMessage<Command>, Answer<Output> | Elsewhere>[];
  type Result = { readonly state: Member; readonly effects: Effects };

  const others = ({ members, self }: Member) => members.filter((member) => member !== self);
  const wait = (): Effects => [setTimer('patience', patience)];
  const keep = ({ term, logTerm, log }: Member): Effects => [persist('log', { term, logTerm, log })];
  const follow = (member: Member, term: number, of: NodeId | null): Member => ({
    ...member,
    term,
    role: { kind: 'follower', leader: of },
  });

  /** Applies what is committed by now; a leader also answers. */
  function commitUpTo(member: Member, position: number): Result {
    const { log, role } = member;
    let { machine: state, outputs } = member;
    const effects: Effects = [];
    for (let at = member.commit + 1; at <= position; at++) {
      const entry = log[at - 1]!;
      const taken = machine.apply(state, entry.command);
      state = taken.state;
      outputs = [...outputs, taken.output];
      effects.push(apply(at, entry.command));
      if (role.kind === 'leader') effects.push(reply(entry, { position: at, output: taken.output }));
    }
    return {
      state: { ...member, machine: state, outputs, commit: Math.max(member.commit, position) },
      effects,
    };
  }

  const store = (member: Member, to: NodeId): Effects => {
    if (member.role.kind !== 'leader') return [];
    const { term, log, commit } = member;
    const start = Math.min(member.role.stored[to] ?? 0, log.length);
    return [send(to, { kind: 'store', term, start, entries: log.slice(start), commit })];
  };

  /** Whatever a majority have stored is committed. */
  function count(member: Member): Result {
    if (member.role.kind !== 'leader') return { state: member, effects: [] };
    const stored = { ...member.role.stored, [member.self]: member.log.length };
    const { members, log } = member;
    const needed = needs === 'all' ? members.length : majorityOf(members.length);
    return commitUpTo(member, Math.min(reachedBy(members, stored, needed), log.length));
  }

  function onRequest(member: Member, request: ClientRequest<Command>): Result {
    const { role, log } = member;
    if (role.kind !== 'leader') {
      const elsewhere = role.kind === 'follower' ? role.leader : null;
      return { state: member, effects: elsewhere === null ? [] : [reply(request, { elsewhere })] };
    }
    const known = log.findIndex((entry) => sameRequest(entry, request)) + 1;
    if (known > 0) {
      const answered = known <= member.commit;
      const answer = { position: known, output: member.outputs[known - 1]! };
      return { state: member, effects: answered ? [reply(request, answer)] : [] };
    }
    const longer = { ...member, log: [...log, request] };
    const counted = count(longer);
    const sent = others(longer).flatMap((to) => {
      // What has been sent and not acknowledged is sent again with every beat, and not with every request.
      const last = longer.log.length - 1;
      const { term, commit } = longer;
      return [send(to, { kind: 'store', term, start: last, entries: [request], commit } as const)];
    });
    return { state: counted.state, effects: [...keep(longer), ...sent, ...counted.effects] };
  }

  function onStore(
    member: Member,
    from: NodeId,
    message: QuorumMessage<Command> & { kind: 'store' },
  ): Result {
    const { term, start, entries, commit } = message;
    if (term < member.term) return { state: member, effects: [] };
    const follower = follow(member, term, from);
    const same = member.logTerm === term;
    // Of a leader that is new to it, a member takes the whole log or nothing; of one that it knows, what it does not have yet.
    const fits = same ? start <= member.log.length : start === 0;
    const log = !fits
      ? member.log
      : same
        ? [...member.log, ...entries.slice(member.log.length - start)]
        : entries;
    const stored: Member = fits ? { ...follower, logTerm: term, log } : follower;
    const changed = stored.term !== member.term || stored.logTerm !== member.logTerm || log !== member.log;
    const position = fits || same ? stored.log.length : 0;
    const applied = fits ? commitUpTo(stored, Math.min(commit, log.length)) : { state: stored, effects: [] };
    return {
      state: applied.state,
      effects: [
        ...(changed ? keep(stored) : []),
        send(from, { kind: 'stored', term, position }),
        ...applied.effects,
        ...wait(),
      ],
    };
  }

  function onStored(member: Member, from: NodeId, term: number, position: number): Result {
    if (member.role.kind !== 'leader' || term !== member.term) return { state: member, effects: [] };
    const before = member.role.stored[from] ?? 0;
    const stored = { ...member.role.stored, [from]: Math.max(before, position) };
    return count({ ...member, role: { kind: 'leader', stored } });
  }

  function onPrepare(member: Member, from: NodeId, term: number): Result {
    if (term <= member.term) return { state: member, effects: [] };
    const promised = follow(member, term, null);
    const { logTerm, log } = promised;
    return {
      state: promised,
      effects: [...keep(promised), send(from, { kind: 'promise', term, from: logTerm, log }), ...wait()],
    };
  }

  function onPromise(
    member: Member,
    from: NodeId,
    message: QuorumMessage<Command> & { kind: 'promise' },
  ): Result {
    if (member.role.kind !== 'candidate' || message.term !== member.term)
      return { state: member, effects: [] };
    const promises = { ...member.role.promises, [from]: { from: message.from, log: message.log } };
    if (Object.keys(promises).length < majorityOf(member.members.length))
      return { state: { ...member, role: { kind: 'candidate', promises } }, effects: [] };
    const best = Object.values(promises).reduce((one, other) =>
      other.from > one.from || (other.from === one.from && other.log.length > one.log.length) ? other : one,
    );
    return lead({ ...member, log: best.log });
  }

  function lead(member: Member): Result {
    const leading: Member = { ...member, logTerm: member.term, role: { kind: 'leader', stored: {} } };
    const counted = count(leading);
    return {
      state: counted.state,
      effects: [
        ...keep(leading),
        note(`leads in term ${member.term}, with ${member.log.length} entries`),
        ...others(leading).flatMap((to) => store(leading, to)),
        cancelTimer('patience'),
        setTimer('beat', beatEvery),
        ...counted.effects,
      ],
    };
  }

  function wantToLead(member: Member): Result {
    const { self, logTerm, log } = member;
    const candidate: Member = {
      ...member,
      term: member.term + 1,
      role: { kind: 'candidate', promises: { [self]: { from: logTerm, log } } },
    };
    if (member.members.length === 1) return lead(candidate);
    return {
      state: candidate,
      effects: [
        ...keep(candidate),
        ...sendAll(others(member), { kind: 'prepare', term: candidate.term } as const),
        ...wait(),
      ],
    };
  }

  return {
    init: (self, members) => ({
      self,
      members,
      term: 1,
      logTerm: 1,
      log: [],
      role: { kind: 'follower', leader: leader ?? members[0]! },
      commit: 0,
      machine: machine.initial,
      outputs: [],
    }),

    step(member, input): Result {
      switch (input.kind) {
        case 'start': {
          const kept = input.disk['log'] as Pick<Member, 'term' | 'logTerm' | 'log'> | undefined;
          if (kept)
            return {
              state: { ...member, ...kept, role: { kind: 'follower', leader: null } },
              effects: wait(),
            };
          return member.self === (leader ?? member.members[0])
            ? lead(member)
            : { state: member, effects: wait() };
        }
        case 'request': {
          const { client, request, command } = input;
          return onRequest(member, { client, request, command });
        }
        case 'timer':
          if (input.timer === 'patience')
            return member.role.kind === 'leader' ? { state: member, effects: [] } : wantToLead(member);
          if (member.role.kind !== 'leader') return { state: member, effects: [] };
          return {
            state: member,
            effects: [...others(member).flatMap((to) => store(member, to)), setTimer('beat', beatEvery)],
          };
        case 'message': {
          const { from, message } = input;
          switch (message.kind) {
            case 'store':
              return onStore(member, from, message);
            case 'stored':
              return onStored(member, from, message.term, message.position);
            case 'prepare':
              return onPrepare(member, from, message.term);
            case 'promise':
              return onPromise(member, from, message);
          }
        }
      }
    },
  };
}

const beatEvery = 50;
