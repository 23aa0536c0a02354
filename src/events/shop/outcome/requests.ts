import type { NodeId, Time, Trace } from '../../../sim/index.ts';
import { requestId, type Architecture } from '../architecture.ts';
import type { ShopReply, ShopRequest } from '../story.ts';
import { printRequest } from '../words.ts';

export interface RequestOutcome {
  /** `ana/3`, the third request of ana. */
  readonly id: string;
  readonly client: NodeId;
  readonly at: Time;
  readonly request: ShopRequest;
  readonly words: string;
  readonly tries: number;
  /** The first reply that came; null for one who never heard anything. */
  readonly reply: ShopReply | null;
  readonly repliedAt: Time | null;
  /** How many messages between services go back to it. */
  readonly messages: number;
}

type Draft = { -readonly [Key in keyof RequestOutcome]: RequestOutcome[Key] };

/** What became of each request, in the order in which they were made. */
export function requestsOf(architecture: Architecture, { events }: Trace): RequestOutcome[] {
  const drafts = new Map<string, Draft>();
  for (const event of events) {
    if (event.kind === 'invoke') {
      const request = event.command as ShopRequest;
      const id = requestId({ client: event.node, request: event.request });
      drafts.set(id, {
        id,
        client: event.node,
        at: event.at,
        request,
        words: printRequest(request),
        tries: 1,
        reply: null,
        repliedAt: null,
        messages: 0,
      });
    } else if (event.kind === 'retry' || event.kind === 'return') {
      const draft = drafts.get(requestId({ client: event.node, request: event.request }))!;
      if (event.kind === 'retry') draft.tries += 1;
      else Object.assign(draft, { reply: event.reply as ShopReply, repliedAt: event.at });
    } else if (event.kind === 'send' && event.role === 'message') {
      const draft = drafts.get(architecture.correlationOf(event.message) ?? '');
      if (draft) draft.messages += 1;
    }
  }
  return [...drafts.values()];
}
