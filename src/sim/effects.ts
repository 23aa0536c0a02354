import type {
  Answer,
  Append,
  Apply,
  CancelTimer,
  NodeId,
  Note,
  Persist,
  Request,
  Send,
  SetTimer,
  Sync,
} from './program.ts';
import type { Span } from './time.ts';

/** Effects as they are written in a program's list. */

export const send = <Message>(to: NodeId, message: Message): Send<Message> => ({ kind: 'send', to, message });

export const sendAll = <Message>(to: readonly NodeId[], message: Message): Send<Message>[] =>
  to.map((node) => send(node, message));

export const persist = (key: string, value: unknown, options?: { readonly sync: boolean }): Persist => ({
  kind: 'persist',
  key,
  value,
  ...options,
});

export const append = (key: string, record: unknown, options?: { readonly sync: boolean }): Append => ({
  kind: 'append',
  key,
  record,
  ...options,
});

export const sync = (): Sync => ({ kind: 'sync' });

export const apply = (position: number, command: unknown): Apply => ({ kind: 'apply', position, command });

export const setTimer = (timer: string, after: Span): SetTimer => ({ kind: 'setTimer', timer, after });

export const cancelTimer = (timer: string): CancelTimer => ({ kind: 'cancelTimer', timer });

export const reply = <Reply>(
  to: Pick<Request<unknown>, 'client' | 'request'>,
  answer: Reply,
): Answer<Reply> => ({ kind: 'reply', client: to.client, request: to.request, reply: answer });

export const note = (text: string): Note => ({ kind: 'note', text });
