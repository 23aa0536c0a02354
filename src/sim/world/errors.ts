import { describe } from '../describe.ts';
import type { Input, NodeId } from '../program.ts';

/** Something broke a rule of the world. The message is a sentence for whoever wrote it: what is wrong, where, what to do. */
export class WorldError extends Error {
  override readonly name = 'WorldError';
  readonly node: NodeId | undefined;

  constructor(message: string, node?: NodeId, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.node = node;
    // The lines of the program are what its author wants to see, not those of the world.
    const frames =
      cause instanceof Error ? /\n\s+at [\s\S]*|\n\S*@[\s\S]*/.exec(cause.stack ?? '')?.[0] : undefined;
    if (frames !== undefined) this.stack = `${this.name}: ${message}${frames}`;
  }
}

/** `the message ack from n2`, as the object of a sentence. */
export function describeInput(input: Input<unknown>): string {
  switch (input.kind) {
    case 'start':
      return 'its start';
    case 'message':
      return `the message “${describe(input.message, 60)}” from ${input.from}`;
    case 'timer':
      return `its timer ${input.timer}`;
    case 'request':
      return `the request “${describe(input.command, 60)}” of ${input.client}`;
  }
}
