import { reportsAfter, sameState, vote, type ReplicaGroup, type StateMachine } from '../../machines/index.ts';

/** The scene of the landing page: one log of bank commands, three replicas, a voter. */
export interface Command {
  readonly kind: 'deposit' | 'withdraw';
  /** Whole euros, to keep the numbers short. */
  readonly amount: number;
}

interface Balance {
  readonly balance: number;
}

const bank: StateMachine<Balance, Command, undefined> = {
  initial: { balance: 0 },
  apply: ({ balance }, { kind, amount }) => ({
    state: {
      balance: kind === 'deposit' ? balance + amount : amount <= balance ? balance - amount : balance,
    },
    output: undefined,
  }),
};

const deposit = (amount: number): Command => ({ kind: 'deposit', amount });
const withdraw = (amount: number): Command => ({ kind: 'withdraw', amount });

export const log: readonly Command[] = [
  deposit(100), withdraw(30), deposit(50), withdraw(200), withdraw(70), deposit(25), deposit(40), withdraw(15), withdraw(90), deposit(60), deposit(5), withdraw(45),
]; // prettier-ignore

export interface Scene {
  /** How many entries have been applied. */
  readonly position: number;
  /** The replica that the reader broke, and the entry at which it went wrong. */
  readonly broken?: { readonly replica: number; readonly at: number };
}

export const opening: Scene = { position: 4 };

export interface View {
  readonly replicas: readonly {
    readonly replica: number;
    readonly balance: number;
    readonly suspect: boolean;
  }[];
  readonly sentence: string;
}

export function step(scene: Scene): Scene {
  return scene.position < log.length ? { ...scene, position: scene.position + 1 } : { position: 1 };
}

/** From the next entry on, this replica holds another balance than the log says. */
export const breakReplica = (scene: Scene, replica: number): Scene =>
  scene.position < log.length
    ? { position: scene.position + 1, broken: { replica, at: scene.position + 1 } }
    : { position: 1, broken: { replica, at: 1 } };

export function view({ position, broken }: Scene): View {
  const group: ReplicaGroup<Balance, Command, undefined> = {
    machine: bank,
    log,
    replicas: 3,
    faults: broken
      ? [
          {
            kind: 'wrong-value',
            replica: broken.replica,
            position: broken.at,
            corrupt: ({ balance }) => ({ balance: balance + 9 }),
          },
        ]
      : [],
  };
  const reports = reportsAfter(group, position);
  const decision = vote(reports, sameState);
  const suspects = decision.outcome === 'agreed' ? decision.suspects : [];
  return {
    replicas: reports.map(({ replica, state }) => ({
      replica,
      balance: state.balance,
      suspect: suspects.includes(replica),
    })),
    sentence:
      decision.outcome === 'undecidable'
        ? `After entry ${position} no two replicas agree.`
        : suspects.length === 0
          ? `After entry ${position} all three hold ${decision.state.balance}.`
          : `After entry ${position} two replicas hold ${decision.state.balance}. Replica ${suspects[0]} is out-voted.`,
  };
}

export const describeCommand = ({ kind, amount }: Command) => `${kind === 'deposit' ? '+' : '−'}${amount}`;
