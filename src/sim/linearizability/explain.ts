import { sameState } from '../../machines/vote.ts';
import { describe } from '../describe.ts';
import { asAnswered, checkLinearizable, search, type SequentialModel } from './check.ts';
import { nameOperation, type History, type Operation } from './history.ts';

/**
 * One sentence on a history that no order explains: whose answer was the first that could not be, what it could have been, and which
 * earlier operation makes it so. Nothing when the history is linearizable, or too long to tell.
 */
export function explainViolation<State, Command, Reply>(
  model: SequentialModel<State, Command, Reply>,
  history: History<Command, Reply>,
  budget = 1_000_000,
): string | undefined {
  const checked = checkLinearizable(model, history, budget);
  if (checked.outcome !== 'violated') return undefined;
  const { machine } = model;
  const violates = (part: History<Command, Reply>) =>
    search(machine, part, budget, { steps: 0 }) === 'violated';

  const { seen, wrong } = firstWrong(checked.history, violates);
  const others = seen.filter((each) => each !== wrong);
  const culprits = others
    .filter(({ answered }) => answered !== null && answered.order < wrong.asked.order)
    .filter((each) => !violates(seen.filter((other) => other !== each)));
  const possible = possibleReplies(model, seen, wrong, budget).map((reply) => describe(reply));
  const only = possible.length === 0 ? '' : `, so that it could only be ${listed(possible, 'or')}`;

  const given = `${nameOperation(wrong)} was answered ${describe(wrong.answered!.reply)}, which no order explains: `;
  if (culprits.length > 0)
    return `${given}${listed(culprits.map(nameOperation), 'and')} had been answered before it was asked${only}.`;
  if (others.length > 0)
    return `${given}there were also ${listed(others.slice(-4).map(nameOperation), 'and')}${only}.`;
  return `${given}nothing had been done before${only}.`;
}

/** The shortest beginning of the history that is wrong already. The answer that came last is the one that cannot be. */
function firstWrong<Command, Reply>(
  history: History<Command, Reply>,
  violates: (part: History<Command, Reply>) => boolean,
): { seen: History<Command, Reply>; wrong: Operation<Command, Reply> } {
  const answers = history.flatMap(({ answered }) => answered ?? []).sort((a, b) => a.order - b.order);
  let [low, high] = [0, answers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (violates(upTo(history, answers[middle]!.order))) high = middle;
    else low = middle + 1;
  }
  const last = answers[low]!.order;
  const seen = upTo(history, last);
  return { seen, wrong: seen.find(({ answered }) => answered?.order === last)! };
}

/** What had been seen of a history at one moment. */
const upTo = <Command, Reply>(history: History<Command, Reply>, order: number): History<Command, Reply> =>
  history
    .filter(({ asked }) => asked.order <= order)
    .map((each) => (each.answered && each.answered.order > order ? { ...each, answered: null } : each));

/** Every answer, up to a handful, that some order would have explained. */
function possibleReplies<State, Command, Reply>(
  { machine }: SequentialModel<State, Command, Reply>,
  history: History<Command, Reply>,
  wrong: Operation<Command, Reply>,
  budget: number,
): readonly Reply[] {
  const possible: Reply[] = [];
  for (let tries = 0; tries < 4; tries++) {
    let given: Reply | undefined;
    const found = search(machine, history, budget, { steps: 0 }, (operation, reply) => {
      if (operation !== wrong) return asAnswered(operation, reply);
      if (possible.some((each) => sameState(each, reply))) return false;
      given = reply;
      return true;
    });
    if (typeof found === 'string' || given === undefined) break;
    possible.push(given);
  }
  return possible;
}

const listed = (items: readonly string[], word: 'and' | 'or'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)!}`;
