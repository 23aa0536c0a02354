import { electionTimer, freeClient, type Chosen } from '../../workbook/lab/deeds.ts';
import type { Selection } from '../ClusterStage/ClusterStage.tsx';
import type { Flight } from '../ClusterStage/facts.ts';
import { nodeOf, type Frame } from '../ClusterStage/frames.ts';
import { leaderOf } from '../ClusterStage/logs.ts';
import { messageInWords, roleInWords } from '../ClusterStage/words.ts';

export type ChosenThing =
  | { readonly kind: 'server'; readonly server: Chosen; readonly words: string }
  | { readonly kind: 'message'; readonly message: Flight; readonly words: string }
  | null;

/** What the reader has chosen, if it is there at this moment. */
export function chosenIn(frame: Frame, selected: Selection | null): ChosenThing {
  if (selected === null) return null;
  if (selected.kind === 'message') {
    const there = frame.flights.find(({ flight }) => flight.number === selected.number);
    return there && there.fate !== 'lost'
      ? { kind: 'message', message: there.flight, words: messageInWords(there.flight, there.fate) }
      : null;
  }
  const node = nodeOf(frame, selected.name);
  if (!node) return null;
  const nodes = frame.nodes.map(({ name }) => name);
  const leader = leaderOf(frame.nodes);
  const members = leader?.server?.members ?? null;
  const cut = new Set(frame.cuts.map(({ from, to }) => `${from} ${to}`));
  const others = nodes.filter((name) => name !== node.name);
  const server: Chosen = {
    node: node.name,
    nodes,
    status: node.status,
    isCutOff:
      others.length > 0 &&
      others.every((other) => cut.has(`${node.name} ${other}`) && cut.has(`${other} ${node.name}`)),
    isMember: members && members.includes(node.name),
    leader: leader?.name ?? null,
    administrator: freeClient('admin', waitingIn(frame)),
    timer: electionTimer(node.timers.map((timer) => timer.name)),
  };
  const term = node.server && node.status !== 'down' ? ` in term ${node.server.currentTerm}` : '';
  return { kind: 'server', server, words: `${roleInWords(node)}${term}` };
}

/** Clients that wait for an answer. */
export const waitingIn = ({ asked }: Frame): readonly string[] => asked.map(({ client }) => client);
