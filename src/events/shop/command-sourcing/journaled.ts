import { append, type Append, type Disk } from '../../../sim/index.ts';
import {
  emptyJournal,
  record,
  replay,
  type CommandJournal,
  type Executed,
  type JournalEntry,
  type RuleBook,
} from '../../command-journal.ts';
import type { Envelope } from '../../handle.ts';
import { sealed } from '../../sealed.ts';
import type { ShopReply } from '../story.ts';

/** A journal, and all that follows from it by carrying it out. */
export interface Journaled<State, Command, Wish> {
  readonly journal: CommandJournal<Envelope<Command>>;
  readonly state: State;
  /** By the id of the command: what came of it. */
  readonly replies: Readonly<Record<string, ShopReply>>;
  /** What was wanted of others, and no command of the journal has answered yet. */
  readonly open: readonly Open<Wish>[];
}

export interface Open<Wish> {
  readonly wish: Wish;
  readonly correlationId: string;
}

interface Wanted {
  readonly id: string;
}

type Book<State, Command, Wish> = RuleBook<State, Envelope<Command>, Wish>;

export const unwritten = <State, Command, Wish>(
  book: Book<State, Command, Wish>,
): Journaled<State, Command, Wish> => ({
  journal: emptyJournal,
  state: book[0]!.initialState(),
  replies: {},
  open: [],
});

/** All again, with the gateways shut: what was wanted is listed, and goes nowhere. */
export function reopen<State, Command, Wish extends Wanted>(
  book: Book<State, Command, Wish>,
  disk: Disk,
): Journaled<State, Command, Wish> {
  const entries = (disk['journal'] ?? []) as readonly JournalEntry<Envelope<Command>>[];
  return replay(book, { entries }).outcomes.reduce(
    (node, { entry, outcome }) => settle(node, entry, outcome),
    unwritten(book),
  );
}

/** Writes a command down, and then carries it out under the rules that are in force. */
export function carryOut<State, Command, Wish extends Wanted>(
  book: Book<State, Command, Wish>,
  rules: number,
  node: Journaled<State, Command, Wish>,
  envelope: Envelope<Command>,
): {
  readonly node: Journaled<State, Command, Wish>;
  readonly write: Append;
  readonly wanted: readonly Open<Wish>[];
} {
  const entry = record(node.journal, envelope, rules).entries.at(-1)!;
  const outcome = sealed('execute', () => book[rules - 1]!.execute(node.state, envelope));
  const after = settle(node, entry, outcome);
  return {
    node: after,
    write: append('journal', entry),
    wanted: after.open.filter((each) => !node.open.includes(each)),
  };
}

function settle<State, Command, Wish extends Wanted>(
  node: Journaled<State, Command, Wish>,
  entry: JournalEntry<Envelope<Command>>,
  outcome: Executed<State, Wish>,
): Journaled<State, Command, Wish> {
  const { id, correlationId = id } = entry.command;
  const still = node.open.filter(({ wish }) => wish.id !== id);
  const journal = { entries: [...node.journal.entries, entry] };
  if (outcome.kind === 'refused') {
    const reply = { kind: 'refused', sentence: outcome.sentence } as const;
    return { ...node, journal, open: still, replies: { ...node.replies, [id]: reply } };
  }
  return {
    journal,
    state: outcome.state,
    replies: { ...node.replies, [id]: { kind: 'done' } },
    open: [...still, ...outcome.effects.map((wish) => ({ wish, correlationId }))],
  };
}
