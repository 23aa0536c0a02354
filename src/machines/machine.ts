/**
 * A deterministic state machine: the next state and the output depend on the current state and the input, and on
 * nothing else. The set of states need not be finite (Schneider 1990, "Implementing Fault-Tolerant Services Using
 * the State Machine Approach", section 2).
 */
export interface StateMachine<State, Input, Output> {
  readonly initial: State;
  apply(state: State, input: Input): Transition<State, Output>;
}

export interface Transition<State, Output> {
  readonly state: State;
  readonly output: Output;
}

/** Feeds the inputs in order and keeps every transition: entry `i` is what input `i` led to. */
export function run<State, Input, Output>(
  machine: StateMachine<State, Input, Output>,
  inputs: readonly Input[],
): readonly Transition<State, Output>[] {
  const transitions: Transition<State, Output>[] = [];
  let state = machine.initial;
  for (const input of inputs) {
    const transition = machine.apply(state, input);
    transitions.push(transition);
    state = transition.state;
  }
  return transitions;
}
