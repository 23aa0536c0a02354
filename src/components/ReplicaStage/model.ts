import {
  reportsAfter,
  vote,
  type Decision,
  type ReplicaFault,
  type ReplicaGroup,
  type StateMachine,
} from '../../machines/index.ts';
import { sentenceOf, truthOf } from './sentences.ts';

/** What the learner sets: how many replicas, how many of them are faulty, and what goes wrong. */
export interface Settings {
  readonly replicas: number;
  readonly faulty: number;
  readonly kinds: readonly FaultKind[];
  readonly commonBug: boolean;
}

export const faultKinds = ['wrong-value', 'skipped-input', 'lagging'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Scene {
  readonly settings: Settings;
  /** How many entries of the log have gone out to the replicas. */
  readonly delivered: number;
}

export const opening: Scene = {
  settings: { replicas: 3, faulty: 1, kinds: ['wrong-value'], commonBug: false },
  delivered: 5,
};

export interface Lane {
  readonly replica: number;
  readonly standing: Standing;
  /** One for each log entry; undefined where the replica has not got to. */
  readonly cells: readonly (Cell | undefined)[];
}

/** What the voter makes of a replica. */
export type Standing = 'agrees' | 'suspect' | 'lagging' | 'ahead' | 'undecided';

export interface Cell {
  readonly balance: Cents;
  /** Not what the log makes it. */
  readonly wrong: boolean;
  readonly struckBy?: 'wrong-value' | 'skipped-input' | 'common-bug';
}

export interface View {
  readonly lanes: readonly Lane[];
  /** The right balance after each entry that went out. */
  readonly truth: readonly Cents[];
  readonly sentence: string;
  readonly truthSentence: string;
}

export type Cents = number;
type Command = Cents;

/** A withdrawal is a negative amount here, and the account is never overdrawn: the log is made so. */
const account: StateMachine<Cents, Command, undefined> = {
  initial: 0,
  apply: (balance, amount) => ({ state: balance + amount, output: undefined }),
};

export const log: readonly Command[] = [100_00, 40_00, -25_00, 60_00, -80_00, 35_00, -10_00, 55_00];

export const isOver = ({ delivered }: Scene): boolean => delivered === log.length;

export const step = (scene: Scene): Scene =>
  isOver(scene) ? scene : { ...scene, delivered: scene.delivered + 1 };

/** A group has no more faulty replicas than it has replicas. */
export function change(scene: Scene, changes: Partial<Settings>): Scene {
  const settings = { ...scene.settings, ...changes };
  return { ...scene, settings: { ...settings, faulty: Math.min(settings.faulty, settings.replicas) } };
}

export function toggleKind(scene: Scene, kind: FaultKind): Scene {
  const { kinds } = scene.settings;
  const toggled = faultKinds.filter((each) => (each === kind) !== kinds.includes(each));
  return change(scene, { kinds: toggled });
}

export function view({ settings, delivered }: Scene): View {
  const faults = faultsOf(settings);
  const group: Group = { machine: account, log, replicas: settings.replicas, faults };
  const truth = histories({ ...group, replicas: 1, faults: [] }, delivered)[0]!;
  const reports = reportsAfter(group, delivered);
  const decision = vote(reports);

  const lanes = histories(group, delivered).map((balances, index): Lane => {
    const replica = index + 1;
    return {
      replica,
      standing: standingOf(decision, replica, reports[index]!.position),
      cells: log.map((_, entry) => {
        const balance = balances[entry];
        if (balance === undefined) return undefined;
        return { balance, wrong: balance !== truth[entry], struckBy: struckBy(faults, replica, entry + 1) };
      }),
    };
  });
  return {
    lanes,
    truth,
    sentence: sentenceOf(reports, decision, delivered),
    truthSentence: truthOf(decision, [0, ...truth]),
  };
}

type Group = ReplicaGroup<Cents, Command, undefined>;

/** For each replica its balance after entry 1, 2, … as far as it has got. */
function histories(group: Group, delivered: number): Cents[][] {
  const balances: Cents[][] = Array.from({ length: group.replicas }, () => []);
  for (let count = 1; count <= delivered; count++) {
    reportsAfter(group, count).forEach(({ position, state }, index) => {
      if (position > 0) balances[index]![position - 1] = state;
    });
  }
  return balances;
}

function standingOf(decision: Decision<Cents>, replica: number, position: number): Standing {
  if (decision.lagging.includes(replica)) return 'lagging';
  if (decision.outcome === 'undecidable') return 'undecided';
  if (decision.suspects.includes(replica)) return 'suspect';
  return position > decision.position ? 'ahead' : 'agrees';
}

/**
 * The last replicas of the group are the faulty ones. No two of them go wrong in the same way: broken disks and
 * operators' slips are independent. A common bug is not.
 */
function faultsOf({ replicas, faulty, kinds, commonBug }: Settings): ReplicaFault<Cents>[] {
  const sound = replicas - faulty;
  // Dealt like cards, until every faulty replica has a fault and every kind has found a replica.
  const cards = faulty > 0 && kinds.length > 0 ? Math.max(faulty, kinds.length) : 0;
  const dealt = Array.from({ length: cards }, (_, card) =>
    fault(kinds[card % kinds.length]!, sound + 1 + (card % faulty), card % faulty),
  );
  const bug: ReplicaFault<Cents> = {
    replica: 'all',
    kind: 'wrong-value',
    position: bugPosition,
    corrupt: (balance) => balance + 80_00,
  };
  return commonBug ? [...dealt, bug] : dealt;
}

/** With the common bug, the withdrawal of 80 is never booked. */
const bugPosition = 5;
const skippedPositions = [3, 6, 4, 7, 2, 5, 8] as const;

function fault(kind: FaultKind, replica: number, index: number): ReplicaFault<Cents> {
  switch (kind) {
    case 'wrong-value':
      return { replica, kind, position: 3 + (index % 3), corrupt: (balance) => balance + 7_00 * (index + 1) };
    case 'skipped-input':
      return { replica, kind, position: skippedPositions[index]! };
    case 'lagging':
      return { replica, kind, by: 1 + ((index + 1) % 2) };
  }
}

function struckBy(faults: readonly ReplicaFault<Cents>[], replica: number, entry: number): Cell['struckBy'] {
  const own = faults.find(
    (each) => each.kind !== 'lagging' && each.replica === replica && each.position === entry,
  );
  if (own && own.kind !== 'lagging') return own.kind;
  return faults.some((each) => each.replica === 'all') && entry === bugPosition ? 'common-bug' : undefined;
}
