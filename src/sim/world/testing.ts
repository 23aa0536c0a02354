import type { Effect, Input, Program } from '../program.ts';

/** A program for tests: what it knows is everything that ever happened to it, and what it does is said from case to case. */
export type Log = readonly string[];

export const logger = <Message = string>(
  react: (input: Input<Message>, log: Log) => readonly Effect<Message>[] = () => [],
): Program<Log, Message> => ({
  init: () => [],
  step: (log, input) => ({ state: [...log, entry(input)], effects: react(input, log) }),
});

/** `start`, `timer election`, `a: hello`, `c1 #2: put` */
function entry(input: Input<unknown>): string {
  switch (input.kind) {
    case 'start':
      return Object.keys(input.disk).length === 0 ? 'start' : `start ${JSON.stringify(input.disk)}`;
    case 'timer':
      return `timer ${input.timer}`;
    case 'message':
      return `${input.from}: ${typeof input.message === 'string' ? input.message : JSON.stringify(input.message)}`;
    case 'request':
      return `${input.client} #${input.request}: ${String(input.command)}`;
  }
}

/** Reacts to its start and to nothing else. */
export const atStart =
  <Message>(...effects: readonly Effect<Message>[]) =>
  (input: Input<Message>): readonly Effect<Message>[] =>
    input.kind === 'start' ? effects : [];

export const tenMs = { network: { latency: { kind: 'constant', ms: 10 } } } as const;
