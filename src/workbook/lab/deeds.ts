import type { Intervention, NodeId } from '../../sim/index.ts';

/** Something that a reader can do to a world with one press. */
export interface Deed {
  readonly label: string;
  readonly key: string;
  /** One intervention, or several of one kind. */
  readonly does: readonly Intervention[];
}

/**
 * Who asks in the reader’s name next: for the machine, or for the cluster itself. A client asks one thing at a time (§8), so whoever
 * waits for an answer is left alone.
 */
export function freeClient(of: 'c' | 'admin', waiting: readonly NodeId[]): NodeId {
  for (let number = 1; ; number++) {
    const name = of === 'admin' && number === 1 ? of : `${of}${number}`;
    if (!waiting.includes(name)) return name;
  }
}

/** How long a message is held back, and how much later a second one comes, in milliseconds. */
export const delay = 60;

/** The timer by which a server stands for election: a learner may call it otherwise. */
export const electionTimer = (timers: readonly string[]): string =>
  timers.find((timer) => /elect/i.test(timer)) ?? 'election';

/** What has to be known of a server to offer what can be done to it. */
export interface Chosen {
  readonly node: NodeId;
  readonly nodes: readonly NodeId[];
  readonly status: 'up' | 'paused' | 'down';
  /** Nothing passes between it and any other. */
  readonly isCutOff: boolean;
  /** Null when nobody says who is a member. */
  readonly isMember: boolean | null;
  readonly leader: NodeId | null;
  readonly administrator: NodeId;
  /** By which it stands for election. */
  readonly timer: string;
}

/** What can be done to the machine on which a server runs, and to its place in the network. */
export function deedsOnMachine({ node, nodes, status, isCutOff, timer }: Chosen): Deed[] {
  const others = nodes.filter((other) => other !== node);
  const cut: Deed = isCutOff
    ? {
        label: 'Rejoin',
        key: 'x',
        does: others.map((other) => ({ kind: 'heal', from: node, to: other, ways: 'both' })),
      }
    : { label: 'Cut off', key: 'x', does: [{ kind: 'partition', groups: [[node], others] }] };
  if (status === 'down') return [{ label: 'Start again', key: 'r', does: [{ kind: 'restart', node }] }, cut];
  return [
    { label: 'Crash', key: 'c', does: [{ kind: 'crash', node }] },
    { label: 'Shut down', key: 's', does: [{ kind: 'stop', node }] },
    status === 'paused'
      ? { label: 'Go on', key: 'z', does: [{ kind: 'resume', node }] }
      : { label: 'Pause', key: 'z', does: [{ kind: 'pause', node }] },
    { label: 'Time out', key: 't', does: [{ kind: 'fire', node, timer }] },
    cut,
  ];
}

/** What an administrator can ask of a server, or of the cluster about it. */
export function deedsOnServer({ node, status, isMember, leader, administrator }: Chosen): Deed[] {
  const ask = (command: string, to = leader ?? node) => asks(administrator, command, to);
  return [
    ...(status === 'up' ? [{ label: 'Snapshot', key: 'k', does: [ask('snapshot', node)] }] : []),
    isMember === false
      ? { label: 'Add to the cluster', key: 'a', does: [ask(`add ${node}`)] }
      : { label: 'Remove from the cluster', key: 'a', does: [ask(`remove ${node}`)] },
    ...(leader !== null && leader !== node && isMember !== false
      ? [{ label: 'Make it lead', key: 'f', does: [ask(`transfer to ${node}`)] }]
      : []),
  ];
}

/** A client's request, in words that the system reads. */
export const asks = (client: NodeId, command: string, to: NodeId): Intervention => ({
  kind: 'request',
  client,
  to,
  command,
});

interface OnItsWay {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly nth: number;
}

export const deedsOnMessage = ({ from, to, nth }: OnItsWay): Deed[] => [
  { label: 'Lose', key: 'l', does: [{ kind: 'lose', from, to, nth }] },
  { label: `Delay by ${delay} ms`, key: 'd', does: [{ kind: 'delay', from, to, nth, by: delay }] },
  { label: 'Duplicate', key: 'u', does: [{ kind: 'duplicate', from, to, nth, after: delay / 2 }] },
];

/** Cuts a direction of a link that is whole, and heals one that is cut. */
export const toggleLink = (from: NodeId, to: NodeId, isCut: boolean): Intervention => ({
  kind: isCut ? 'heal' : 'cut',
  from,
  to,
  ways: 'one',
});
