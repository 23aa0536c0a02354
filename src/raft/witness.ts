import type { StateMachine } from '../machines/index.ts';
import { sameState } from '../machines/index.ts';
import type { History, Operation } from '../sim/index.ts';

/**
 * Does this order of the writes explain every answer of a history? The search for an order takes long where many operations are on
 * their way at a time; a log is an order already, and looking whether it fits takes one pass.
 *
 * @param writes operations of the history, in the order in which they took effect, each once; whatever is neither here nor a read
 * never took effect
 */
export function explains<State, Command, Output>(
  machine: StateMachine<State, Command, Output>,
  history: History<Command, Output>,
  writes: readonly Operation<Command, Output>[],
  isRead: (command: Command) => boolean,
): boolean {
  const states = statesAlong(machine, writes);
  if (states === undefined || !isInTime(writes)) return false;
  const done = new Set(writes);
  const answered = history.filter((operation) => operation.answered !== null);
  if (answered.some((operation) => !done.has(operation) && !isRead(operation.command))) return false;
  const reads = answered.filter((operation) => !done.has(operation));
  return readsFit(machine, states, writes, reads);
}

/** The state before each write and after the last; nothing when a write was answered otherwise. */
function statesAlong<State, Command, Output>(
  machine: StateMachine<State, Command, Output>,
  writes: readonly Operation<Command, Output>[],
): readonly State[] | undefined {
  const states = [machine.initial];
  for (const { command, answered } of writes) {
    const { state, output } = machine.apply(states.at(-1)!, command);
    if (answered !== null && !sameState(answered.reply, output)) return undefined;
    states.push(state);
  }
  return states;
}

/** Nothing may come before what had been answered when it was asked. */
function isInTime(writes: readonly Operation<unknown, unknown>[]): boolean {
  let latestAsked = -1;
  return writes.every(({ asked, answered }) => {
    latestAsked = Math.max(latestAsked, asked.order);
    return answered === null || answered.order > latestAsked;
  });
}

/**
 * Each read takes the earliest place at which it finds what it was answered: behind all that had been answered when it was asked, and
 * before all that was asked after its answer. The earliest leaves most room to the reads after it.
 */
function readsFit<State, Command, Output>(
  machine: StateMachine<State, Command, Output>,
  states: readonly State[],
  writes: readonly Operation<Command, Output>[],
  reads: readonly Operation<Command, Output>[],
): boolean {
  const placed: { readonly answered: number; readonly place: number }[] = [];
  for (const { command, asked, answered } of reads) {
    let place = 0;
    writes.forEach((write, index) => {
      if (write.answered !== null && write.answered.order < asked.order) place = index + 1;
    });
    for (const read of placed) if (read.answered < asked.order) place = Math.max(place, read.place);
    const finds = () => sameState(machine.apply(states[place]!, command).output, answered!.reply);
    while (!finds()) {
      if (place === writes.length || writes[place]!.asked.order > answered!.order) return false;
      place += 1;
    }
    placed.push({ answered: answered!.order, place });
  }
  return true;
}
