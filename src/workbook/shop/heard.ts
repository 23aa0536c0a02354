import type { ShopReply, ShopRequest } from '../../events/shop/story.ts';
import type { NodeId, Time, Trace } from '../../sim/index.ts';

/** What somebody of the story asked, and what they heard. */
export interface Asked {
  readonly client: string;
  readonly request: ShopRequest;
  readonly to: NodeId;
  readonly at: Time;
  /** So often in all: a client that hears nothing asks again. */
  readonly times: number;
  /** Null as long as nothing has been heard. */
  readonly heard: { readonly at: Time; readonly reply: ShopReply } | null;
}

/** Everything that was asked up to an event, in the order of asking; of the whole run for null. */
export function askedBy({ events }: Trace, event: number | null): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const each of event === null ? events : events.slice(0, event + 1)) {
    if (each.kind !== 'invoke' && each.kind !== 'retry' && each.kind !== 'return') continue;
    const { at, node: client, request: number } = each;
    const key = `${client} ${number}`;
    const before = asked.get(key);
    if (each.kind === 'invoke') {
      const request = each.command as ShopRequest;
      asked.set(key, { client, request, to: each.to, at, times: 1, heard: null });
    } else if (before && each.kind === 'retry') {
      asked.set(key, { ...before, times: before.times + 1 });
    } else if (before && each.kind === 'return') {
      asked.set(key, { ...before, heard: { at, reply: each.reply as ShopReply } });
    }
  }
  return [...asked.values()];
}
