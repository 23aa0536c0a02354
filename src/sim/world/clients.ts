import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';
import { deed, type Core, type Envelope } from './core.ts';
import type { Network } from './network.ts';

/** How clients behave. Left alone, a client asks once and waits for ever. */
export interface ClientOptions<Reply = unknown> {
  /** Without an answer for so long, it asks the next node, with the same request number. */
  readonly retryAfter?: Time;
  /** True for clients that ask the same node again: where the others could not answer. */
  readonly insists?: boolean;
  /** How often it asks at most, the first time included; 10 when left out. */
  readonly tries?: number;
  /** Where a reply says to ask instead; nothing when the reply is the answer. */
  readonly redirect?: (reply: Reply) => NodeId | null | undefined;
  /** False for a reply that settles nothing and names nobody else: the client goes on waiting. Left out, every other reply is the answer. */
  readonly isAnswer?: (reply: Reply) => boolean;
}

interface Open {
  readonly command: unknown;
  to: NodeId;
  tries: number;
}

interface Client {
  readonly id: NodeId;
  requests: number;
  readonly open: Map<number, Open>;
}

export function createClients(
  core: Core,
  network: Network,
  nodes: readonly NodeId[],
  { retryAfter, insists = false, tries = 10, redirect, isAnswer = () => true }: ClientOptions,
) {
  const { queue, recorder } = core;
  const clients = new Map<NodeId, Client>();

  function ask(client: Client, request: number, open: Open): void {
    open.tries += 1;
    network.transmit(network.link(client.id, open.to), open.command, request);
    if (retryAfter === undefined || open.tries >= tries) return;
    const asked = open.tries;
    const next = insists ? open.to : nodes[(nodes.indexOf(open.to) + 1) % nodes.length]!;
    const askAgain = () => retry(client, request, open, next);
    const isUnanswered = () => client.open.get(request)?.tries === asked;
    queue.push(deed(askAgain, isUnanswered), core.now + retryAfter);
  }

  function retry(client: Client, request: number, open: Open, to: NodeId): void {
    open.to = to;
    recorder?.push({ at: core.now, kind: 'retry', node: client.id, request, to });
    ask(client, request, open);
  }

  return {
    names: (): NodeId[] => [...clients.keys()],
    has: (name: NodeId): boolean => clients.has(name),

    request(id: NodeId, to: NodeId, command: unknown): void {
      let client = clients.get(id);
      if (!client) clients.set(id, (client = { id, requests: 0, open: new Map() }));
      const request = ++client.requests;
      const open = { command, to, tries: 0 };
      client.open.set(request, open);
      recorder?.push({ at: core.now, kind: 'invoke', node: id, request, to, command });
      ask(client, request, open);
    },

    /** A reply arrives. The first answer to a request counts; later ones change nothing. */
    hear({ link, id, message, request }: Envelope): void {
      const client = clients.get(link.to)!;
      const open = client.open.get(request);
      const node = client.id;
      recorder?.push({ at: core.now, kind: 'deliver', node, from: link.from, id });
      if (!open) return;
      const elsewhere = redirect?.(message);
      if (typeof elsewhere === 'string' && nodes.includes(elsewhere)) {
        if (open.tries < tries) retry(client, request, open, elsewhere);
        return;
      }
      if (!isAnswer(message)) return;
      client.open.delete(request);
      recorder?.push({ at: core.now, kind: 'return', node, request, from: link.from, reply: message });
    },
  };
}
