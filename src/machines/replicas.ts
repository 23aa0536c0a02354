import type { StateMachine } from './machine.ts';

/** What one replica tells the voter. */
export interface Report<State> {
  readonly replica: number;
  /** How many log entries the replica says it has applied. */
  readonly position: number;
  readonly state: State;
}

/** Something that goes wrong in one replica, or in `all` of them at once: a bug that they share. */
export type ReplicaFault<State> = { readonly replica: number | 'all' } & (
  WrongValue<State> | SkippedInput | Lagging
);

/** Applying the entry at `position` (the first is 1) leaves another state than the machine would. */
export interface WrongValue<State> {
  readonly kind: 'wrong-value';
  readonly position: number;
  readonly corrupt: (state: State) => State;
}

/** The entry at `position` is counted as applied and never reaches the machine. */
export interface SkippedInput {
  readonly kind: 'skipped-input';
  readonly position: number;
}

/** Always `by` entries behind, and right about every entry it has applied. */
export interface Lagging {
  readonly kind: 'lagging';
  readonly by: number;
}

/** Replicas 1 to `replicas` of one machine, fed from one log, and what goes wrong in them. */
export interface ReplicaGroup<State, Input, Output> {
  readonly machine: StateMachine<State, Input, Output>;
  readonly log: readonly Input[];
  readonly replicas: number;
  readonly faults?: readonly ReplicaFault<State>[];
}

/** What every replica reports once the first `delivered` entries of the log have gone out to all of them. */
export function reportsAfter<State, Input, Output>(
  group: ReplicaGroup<State, Input, Output>,
  delivered: number = group.log.length,
): readonly Report<State>[] {
  const { log, replicas, faults = [] } = group;
  if (!Number.isInteger(replicas) || replicas < 1) {
    throw new RangeError(`A group has one replica or more, and ${replicas} is no such number.`);
  }
  if (!Number.isInteger(delivered) || delivered < 0 || delivered > log.length) {
    throw new RangeError(`The log holds ${log.length} entries, and ${delivered} of them cannot go out.`);
  }
  for (const fault of faults) refuseNonsense(fault, replicas);

  return Array.from({ length: replicas }, (_, index) => {
    const replica = index + 1;
    const own = faults.filter((fault) => fault.replica === 'all' || fault.replica === replica);
    const behind = own.reduce((sum, fault) => sum + (fault.kind === 'lagging' ? fault.by : 0), 0);
    const position = Math.max(0, delivered - behind);
    return { replica, position, state: stateAt(group, position, own) };
  });
}

function stateAt<State, Input, Output>(
  { machine, log }: ReplicaGroup<State, Input, Output>,
  position: number,
  faults: readonly ReplicaFault<State>[],
): State {
  return log.slice(0, position).reduce((before, input, index) => {
    const here = faults.filter((fault) => fault.kind !== 'lagging' && fault.position === index + 1);
    const skipped = here.some((fault) => fault.kind === 'skipped-input');
    const after = skipped ? before : machine.apply(before, input).state;
    return here.reduce(
      (state, fault) => (fault.kind === 'wrong-value' ? fault.corrupt(state) : state),
      after,
    );
  }, machine.initial);
}

function refuseNonsense<State>(fault: ReplicaFault<State>, replicas: number): void {
  const { replica, kind } = fault;
  if (replica !== 'all' && !(Number.isInteger(replica) && replica >= 1 && replica <= replicas)) {
    throw new RangeError(
      `A fault is set in replica ${replica}, and the group has replicas 1 to ${replicas}.`,
    );
  }
  const count = kind === 'lagging' ? fault.by : fault.position;
  if (!Number.isInteger(count) || count < 1) {
    const what = kind === 'lagging' ? 'A replica lags by' : 'A fault strikes at entry';
    throw new RangeError(`${what} 1 or more, and ${count} is no such number.`);
  }
}
