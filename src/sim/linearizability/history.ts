import { describe } from '../describe.ts';
import type { NodeId } from '../program.ts';
import type { Time } from '../time.ts';
import type { Trace } from '../trace/trace.ts';

/** What a client asked and was answered, and between which moments: all that linearizability is about. */
export interface Operation<Command = unknown, Reply = unknown> {
  readonly client: NodeId;
  readonly command: Command;
  readonly asked: Instant;
  /** Null while there is no answer: the command may have taken effect, may still do so, or never. */
  readonly answered: (Instant & { readonly reply: Reply }) | null;
}

export interface Instant {
  readonly at: Time;
  /** Among events of the same time, too, one is before the other. */
  readonly order: number;
}

export type History<Command = unknown, Reply = unknown> = readonly Operation<Command, Reply>[];

/** What the clients of a run saw, in the order in which they asked. */
export function historyOf<Command = unknown, Reply = unknown>({ events }: Trace): History<Command, Reply> {
  const operations: Operation<Command, Reply>[] = [];
  const open = new Map<string, number>();
  events.forEach((event, order) => {
    if (event.kind === 'invoke') {
      const operation = {
        client: event.node,
        command: event.command as Command,
        asked: { at: event.at, order },
        answered: null,
      };
      open.set(`${event.node} ${event.request}`, operations.push(operation) - 1);
    } else if (event.kind === 'return') {
      const index = open.get(`${event.node} ${event.request}`);
      if (index === undefined) return;
      const answered = { at: event.at, order, reply: event.reply as Reply };
      operations[index] = { ...operations[index]!, answered };
    }
  });
  return operations;
}

/** `c1’s “put x 5” (10 to 36 ms)` */
export function nameOperation({ client, command, asked, answered }: Operation): string {
  const span = answered ? `${asked.at} to ${answered.at} ms` : `asked at ${asked.at} ms, never answered`;
  return `${client}’s “${describe(command)}” (${span})`;
}
