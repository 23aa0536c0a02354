import type { History } from './history.ts';

/**
 * Questions and answers in the order in which they were seen, as a doubly linked list, from which operations can be taken and put
 * back (in the reverse order) without a search. The operations that may come first are those asked before the first answer.
 */
export interface Timeline {
  /** The first operation that may come next, and the one after it; null when there is none. */
  first(): number | null;
  after(index: number): number | null;
  take(index: number): void;
  putBack(index: number): void;
  /** How many operations that were answered are not taken yet. */
  unanswered(): number;
  /** A name for the set of those taken, and one more. */
  with(index: number): string;
}

interface Mark {
  readonly index: number;
  readonly isAnswer: boolean;
  readonly order: number;
  before: Mark | null;
  next: Mark | null;
}

export function createTimeline(history: History): Timeline {
  const head: Mark = { index: -1, isAnswer: false, order: -1, before: null, next: null };
  const questions = history.map(({ asked }, index) => mark(index, false, asked.order));
  const answers = history.map(({ answered }, index) => (answered ? mark(index, true, answered.order) : null));
  const marks = [...questions, ...answers].filter((each) => each !== null).sort((a, b) => a.order - b.order);
  [head, ...marks].forEach((each, place, all) => {
    each.before = all[place - 1] ?? null;
    each.next = all[place + 1] ?? null;
  });
  const taken = new Int32Array(Math.ceil(history.length / 32));
  let open = answers.filter((answer) => answer !== null).length;

  /** An answer ends the search for who may be next: its operation must come before all that were asked later. */
  const candidateAt = (at: Mark | null): number | null => (at === null || at.isAnswer ? null : at.index);
  const flip = (index: number) => (taken[index >> 5]! ^= 1 << (index & 31));

  return {
    first: () => candidateAt(head.next),
    after: (index) => candidateAt(questions[index]!.next),
    take(index) {
      flip(index);
      unlink(questions[index]!);
      const answer = answers[index];
      if (!answer) return;
      unlink(answer);
      open -= 1;
    },
    putBack(index) {
      flip(index);
      const answer = answers[index];
      if (answer) {
        link(answer);
        open += 1;
      }
      link(questions[index]!);
    },
    unanswered: () => open,
    with(index) {
      flip(index);
      const name = taken.join();
      flip(index);
      return name;
    },
  };
}

const mark = (index: number, isAnswer: boolean, order: number): Mark => ({
  index,
  isAnswer,
  order,
  before: null,
  next: null,
});

/** A mark that was unlinked still knows its neighbours, and so can be put back between them. */
function unlink(mark: Mark): void {
  mark.before!.next = mark.next;
  if (mark.next) mark.next.before = mark.before;
}

function link(mark: Mark): void {
  mark.before!.next = mark;
  if (mark.next) mark.next.before = mark;
}
