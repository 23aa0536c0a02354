import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';
import type { Loss, Role, Trace } from './trace.ts';

/** One message of a run, from its sending to all its ends: none while it travels, two when the network copied it. */
export interface TracedMessage {
  readonly id: number;
  readonly nth: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly role: Role;
  readonly message: unknown;
  readonly request: number;
  readonly sentAt: Time;
  /** Where in the trace it was sent. */
  readonly sent: number;
  readonly ends: readonly MessageEnd[];
}

export interface MessageEnd {
  readonly at: Time;
  /** Where in the trace it arrived or was lost. */
  readonly index: number;
  /** Null when it arrived. */
  readonly lost: Loss | null;
}

/** Every message of a run by its id, in the order of sending. */
export function messagesOf({ events }: Trace): ReadonlyMap<number, TracedMessage> {
  const messages = new Map<number, TracedMessage & { readonly ends: MessageEnd[] }>();
  events.forEach((event, index) => {
    if (event.kind === 'send') {
      const { at: sentAt, node: from, id, nth, to, role, message, request } = event;
      messages.set(id, { id, nth, from, to, role, message, request, sentAt, sent: index, ends: [] });
    } else if (event.kind === 'deliver' || event.kind === 'lose') {
      const lost = event.kind === 'lose' ? event.why : null;
      messages.get(event.id)?.ends.push({ at: event.at, index, lost });
    }
  });
  return messages;
}
