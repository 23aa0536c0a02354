import { decideOn, fold, type Decider } from './decider.ts';
import type { DomainEvent } from './event.ts';
import { isSameData } from './same-data.ts';

/**
 * Given what has happened, when somebody asks for this, then that happens: the language in which deciders are tested (Emmett's
 * `DeciderSpecification`). What it throws carries `expected` and `actual`, as test runners show them.
 */
export const given = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  ...history: readonly Event[]
) => ({
  when(command: Command) {
    const decide = () => decideOn(decider, fold(decider, history), command);
    return {
      then(...expected: readonly Event[]): void {
        const decision = decide();
        if (decision.kind === 'refused')
          throw mismatch(`It was refused: ${decision.sentence}`, expected, 'refused');
        if (!isSameData(decision.events, expected))
          throw mismatch('It decided on other events.', expected, decision.events);
      },
      thenRefused(): string {
        const decision = decide();
        if (decision.kind === 'refused') return decision.sentence;
        throw mismatch('It was not refused.', 'refused', decision.events);
      },
    };
  },
});

const mismatch = (sentence: string, expected: unknown, actual: unknown): Error =>
  Object.assign(new Error(sentence), { name: 'AssertionError', expected, actual, showDiff: true });
