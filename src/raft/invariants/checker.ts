import type { NodeId, Time, World } from '../../sim/index.ts';
import { observe, type Observed } from '../observed.ts';
import { changeOf, type Invariant } from './change.ts';
import { createCommitted, type Committed } from './committed.ts';
import { electionSafety } from './election-safety.ts';
import { leaderAppendOnly } from './leader-append-only.ts';
import { leaderCompleteness } from './leader-completeness.ts';
import { logMatching } from './log-matching.ts';
import { neverBack } from './never-back.ts';
import { oneVote } from './one-vote.ts';
import { sameMachine } from './same-machine.ts';
import { stateMachineSafety } from './state-machine-safety.ts';

/** What broke first in a run. */
export interface Broken {
  readonly invariant: string;
  readonly sentence: string;
}

/** Watches the servers of one run. It is to be told after every event, and costs what has changed, not what the logs hold. */
export interface Checker {
  /** What was committed so far. */
  readonly committed: Committed;
  /** The state of a server after an event; that of a server which is down is null. */
  see(node: NodeId, state: unknown, at: Time): Broken | undefined;
}

export interface CheckerOptions {
  /** Whether to compare the machines of servers that have applied the same entries, too. On when left out. */
  readonly machines?: boolean;
}

/** The five properties of Figure 3, what they rest on, and the sentence of the first that breaks. */
export function createChecker({ machines = true }: CheckerOptions = {}): Checker {
  const committed = createCommitted();
  const invariants: readonly Invariant[] = [
    neverBack(),
    oneVote(),
    electionSafety(),
    leaderAppendOnly(),
    logMatching(),
    stateMachineSafety(committed),
    leaderCompleteness(committed),
    ...(machines ? [sameMachine()] : []),
  ];
  const known = new Map<NodeId, Observed>();

  return {
    committed,
    see(node, state, at) {
      const after = observe(state);
      if (after === null) {
        if (known.delete(node)) for (const { down } of invariants) down?.(node);
        return undefined;
      }
      const before = known.get(node) ?? null;
      if (before !== null && isSame(before, after)) return undefined;
      const change = changeOf(node, at, before, after);
      known.set(node, after);
      for (const { name, broken } of invariants) {
        const sentence = broken(change);
        if (sentence !== undefined) return { invariant: name, sentence };
      }
      return undefined;
    },
  };
}

/** Watches a world: to be asked after every event, and after whatever is done by hand. */
export function watch(world: World, checker: Checker = createChecker()): () => Broken | undefined {
  const seen = world.nodes.map((node) => ({
    node,
    view: world.view(node),
    state: null as unknown,
    starts: 0,
  }));
  return () => {
    for (const last of seen) {
      const { node, view } = last;
      const { starts } = view;
      const state = view.status === 'down' ? null : view.state;
      if (state === last.state && starts === last.starts) continue;
      // Down and up again between two looks: what it knows is not what it knew before.
      if (starts !== last.starts) checker.see(node, null, world.now);
      last.state = state;
      last.starts = starts;
      const broken = checker.see(node, state, world.now);
      if (broken) return broken;
    }
    return undefined;
  };
}

/** A server that heard from somebody knows more than before, but often nothing of what is promised. */
const isSame = (one: Observed, other: Observed): boolean =>
  one.log === other.log &&
  one.commitIndex === other.commitIndex &&
  one.currentTerm === other.currentTerm &&
  one.role === other.role &&
  one.votedFor === other.votedFor &&
  one.lastApplied === other.lastApplied &&
  one.machine === other.machine;
