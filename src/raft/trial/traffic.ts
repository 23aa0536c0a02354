import type { Trace } from '../../sim/index.ts';

/** What servers have asked of each other. Answers do not count. */
export interface Traffic {
  /** Messages that ask for a vote, or bring entries; a heartbeat brings none. */
  readonly messages: number;
  readonly entries: number;
  /** Messages that bring a snapshot. */
  readonly snapshots: number;
}

export function trafficOf({ events }: Trace): Traffic {
  let messages = 0;
  let entries = 0;
  let snapshots = 0;
  for (const event of events) {
    if (event.kind !== 'send' || event.role !== 'message') continue;
    const { kind, entries: brought } = event.message as {
      readonly kind?: unknown;
      readonly entries?: unknown;
    };
    if (kind === 'InstallSnapshot') snapshots += 1;
    if (kind !== 'RequestVote' && kind !== 'AppendEntries') continue;
    messages += 1;
    if (Array.isArray(brought)) entries += brought.length;
  }
  return { messages, entries, snapshots };
}
