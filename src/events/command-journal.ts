import { sealed } from './sealed.ts';

/**
 * A log of requests, each written down before it is carried out. State and effects follow from it by running the rules again, so that the
 * rules must be deterministic, and every answer from outside must have come in as a command of its own.
 */
export interface CommandJournal<Command> {
  readonly entries: readonly JournalEntry<Command>[];
}

export interface JournalEntry<Command> {
  /** From 1. */
  readonly position: number;
  readonly command: Command;
  /** Which rules were in force when the command was carried out first. */
  readonly rules: number;
}

export interface Rules<State, Command, Effect> {
  initialState(): State;
  execute(state: State, command: Command): Executed<State, Effect>;
}

export type Executed<State, Effect> =
  | { readonly kind: 'done'; readonly state: State; readonly effects: readonly Effect[] }
  /** It stands in the journal all the same, and will be refused again on every replay, under the same rules. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** The rules by the number under which commands were carried out: the first is 1. What was deployed once stays here for the replay. */
export type RuleBook<State, Command, Effect> = readonly Rules<State, Command, Effect>[];

export const emptyJournal: CommandJournal<never> = { entries: [] };

export const record = <Command>(
  { entries }: CommandJournal<Command>,
  command: Command,
  rules: number,
): CommandJournal<Command> => ({
  entries: [...entries, { position: entries.length + 1, command, rules }],
});

export interface Replayed<State, Command, Effect> {
  readonly state: State;
  readonly outcomes: readonly {
    readonly entry: JournalEntry<Command>;
    readonly outcome: Executed<State, Effect>;
  }[];
}

/**
 * Carries out the whole journal again, and lets nothing out: effects are listed and not done, because they were done the first time.
 *
 * @param under `'recorded'` carries each command out under the rules of its day (a version gate); a number, all of them under those rules,
 * and so rewrites history where they differ
 * @throws Error when an entry names rules that are not in the book, or when an entry is missing
 */
export function replay<State, Command, Effect>(
  book: RuleBook<State, Command, Effect>,
  { entries }: CommandJournal<Command>,
  under: 'recorded' | number = 'recorded',
): Replayed<State, Command, Effect> {
  const first = rulesFor(book, under === 'recorded' ? (entries[0]?.rules ?? 1) : under);
  let state = sealed('initialState', () => first.initialState());
  const outcomes = entries.map((entry, index) => {
    refuseUnlessNext(entry, index + 1);
    const rules = rulesFor(book, under === 'recorded' ? entry.rules : under, entry.position);
    const outcome = sealed('execute', () => rules.execute(state, entry.command));
    if (outcome.kind === 'done') state = outcome.state;
    return { entry, outcome };
  });
  return { state, outcomes };
}

function refuseUnlessNext({ position }: JournalEntry<unknown>, expected: number): void {
  if (position !== expected)
    throw new Error(
      `The journal is to go on with position ${expected}, and position ${position} comes. A replay needs every command, in order.`,
    );
}

function rulesFor<State, Command, Effect>(
  book: RuleBook<State, Command, Effect>,
  number: number,
  position?: number,
): Rules<State, Command, Effect> {
  const rules = book[number - 1];
  if (rules) return rules;
  const where = position === undefined ? 'The replay' : `The command at position ${position}`;
  throw new Error(
    `${where} needs rules ${number}, and the number of those in the book is ${book.length}. Rules that were in force once are needed for every replay: keep them.`,
  );
}
