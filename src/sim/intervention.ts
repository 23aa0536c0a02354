import type { ClockFaults, DiskFaults, LinkFaults } from './faults.ts';
import type { Effect, NodeId } from './program.ts';
import type { Time } from './time.ts';

/**
 * What somebody outside does to a world: a line of a scenario, a draw of the seed, a click of a reader. Each is harmless where it
 * has nothing to do (a cut link is cut, a running node restarted), so that a script with a line less is still a script.
 */
export type Intervention<Command = unknown> =
  /** No message passes from one to the other any more: neither new ones, nor those on their way. */
  | (Link & { readonly kind: 'cut' })
  | (Link & { readonly kind: 'heal' })
  /** Cuts each group off from each other group. Nodes and clients in no group still reach all. */
  | { readonly kind: 'partition'; readonly groups: readonly (readonly NodeId[])[] }
  | { readonly kind: 'heal-all' }
  /** The power fails: memory is gone, and of the disk what was not synced. */
  | { readonly kind: 'crash'; readonly node: NodeId; readonly point?: CrashPoint }
  /** The node is shut down in good order: memory is gone, the disk keeps all. */
  | { readonly kind: 'stop'; readonly node: NodeId }
  | { readonly kind: 'restart'; readonly node: NodeId }
  /** The node stands still, and does not know it: what arrives, and what its timers owe it, waits. */
  | { readonly kind: 'pause'; readonly node: NodeId }
  | { readonly kind: 'resume'; readonly node: NodeId }
  /** A timer fires now, whether it runs or not. */
  | { readonly kind: 'fire'; readonly node: NodeId; readonly timer: string }
  | { readonly kind: 'request'; readonly client: NodeId; readonly to: NodeId; readonly command: Command }
  | { readonly kind: 'network'; readonly link?: Link; readonly faults: Partial<LinkFaults> }
  | { readonly kind: 'disk'; readonly node?: NodeId; readonly faults: Partial<DiskFaults> }
  | { readonly kind: 'clock'; readonly node: NodeId; readonly faults: Partial<ClockFaults> }
  /** Speaks of one message: the first that a link carries is number 1. It may be on its way, or not yet sent. */
  | (OneMessage & { readonly kind: 'lose' })
  | (OneMessage & { readonly kind: 'duplicate'; readonly after: Time })
  | (OneMessage & { readonly kind: 'delay'; readonly by: Time })
  | Storm;

/** Faults at moments that the seed draws, from now on until a time at which all of them are over. */
export interface Storm {
  readonly kind: 'storm';
  readonly of: 'crashes' | 'pauses' | 'cuts' | 'partitions';
  /** The mean time between the beginnings of two. */
  readonly every: Time;
  /** How long one lasts. */
  readonly lasting: readonly [from: Time, to: Time];
  readonly until: Time;
}

export interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly ways: 'one' | 'both';
}

export interface OneMessage {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly nth: number;
}

/**
 * Where within a step a node crashes: in its next step that gets so far. Without a point it crashes between two steps.
 *
 * `after: 2` means that two effects are carried out and no more; `before: 'send'` that the first `send` of the step is not.
 */
export type CrashPoint = { readonly after: number | EffectKind } | { readonly before: EffectKind };

export type EffectKind = Effect<never>['kind'];

export const effectKinds: readonly EffectKind[] = [
  'send',
  'persist',
  'append',
  'sync',
  'apply',
  'setTimer',
  'cancelTimer',
  'reply',
  'note',
];

/** One thing done to a world, and when. */
export interface ScriptLine<Command = unknown> {
  /**
   * It is done before everything else of that time. At time 0, what is done to nodes (and what clients ask) comes right after they
   * have started, and all else right before.
   */
  readonly at: Time;
  /** Done by hand: between two events, once so many have happened. Where it stands among events of one time matters. */
  readonly event?: number;
  readonly do: Intervention<Command>;
}

export type Script<Command = unknown> = readonly ScriptLine<Command>[];
