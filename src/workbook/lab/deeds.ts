import type { Intervention, NodeId } from '../../sim/index.ts';

/** Something that a reader can do to a world with one press. */
export interface Deed {
  readonly label: string;
  readonly key: string;
  readonly what: Intervention;
}

/** Who asks in the reader’s name: for the machine, and for the cluster itself. */
export const client = 'c1';
export const administrator = 'admin';

/** How long a message is held back, and how much later a second one comes, in milliseconds. */
export const delay = 60;

/** The timer by which a server of Raft stands for election. */
export const electionTimer = 'election';

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
}

/** What can be done to the machine on which a server runs, and to its place in the network. */
export function deedsOnMachine({ node, nodes, status, isCutOff }: Chosen): Deed[] {
  const others = nodes.filter((other) => other !== node);
  const cut: Deed = isCutOff
    ? { label: 'Rejoin', key: 'x', what: { kind: 'heal-all' } }
    : { label: 'Cut off', key: 'x', what: { kind: 'partition', groups: [[node], others] } };
  if (status === 'down') return [{ label: 'Start again', key: 'r', what: { kind: 'restart', node } }, cut];
  return [
    { label: 'Crash', key: 'c', what: { kind: 'crash', node } },
    { label: 'Shut down', key: 's', what: { kind: 'stop', node } },
    status === 'paused'
      ? { label: 'Go on', key: 'z', what: { kind: 'resume', node } }
      : { label: 'Pause', key: 'z', what: { kind: 'pause', node } },
    { label: 'Time out', key: 't', what: { kind: 'fire', node, timer: electionTimer } },
    cut,
  ];
}

/** What an administrator can ask of a server, or of the cluster about it. */
export function deedsOnServer({ node, status, isMember, leader }: Chosen): Deed[] {
  const ask = (command: string, to = leader ?? node) => asks(administrator, command, to);
  return [
    ...(status === 'up' ? [{ label: 'Snapshot', key: 'k', what: ask('snapshot', node) }] : []),
    isMember === false
      ? { label: 'Add to the cluster', key: 'a', what: ask(`add ${node}`) }
      : { label: 'Remove from the cluster', key: 'a', what: ask(`remove ${node}`) },
    ...(leader !== null && leader !== node && isMember !== false
      ? [{ label: 'Make it lead', key: 'f', what: ask(`transfer to ${node}`) }]
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
  { label: 'Lose', key: 'l', what: { kind: 'lose', from, to, nth } },
  { label: `Delay by ${delay} ms`, key: 'd', what: { kind: 'delay', from, to, nth, by: delay } },
  { label: 'Duplicate', key: 'u', what: { kind: 'duplicate', from, to, nth, after: delay / 2 } },
];

/** Cuts a direction of a link that is whole, and heals one that is cut. */
export const toggleLink = (from: NodeId, to: NodeId, isCut: boolean): Intervention => ({
  kind: isCut ? 'heal' : 'cut',
  from,
  to,
  ways: 'one',
});
