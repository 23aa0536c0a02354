import {
  checkLinearizable,
  explainViolation,
  historyOf,
  type History,
  type NodeId,
  type Operation,
  type SequentialModel,
  type Trace,
} from '../sim/index.ts';
import { isAdministration } from './administration.ts';
import type { Committed } from './invariants/committed.ts';
import {
  isRead,
  keyOf,
  keyValues,
  type KeyValueCommand,
  type KeyValueOutput,
  type KeyValues,
} from './key-value.ts';
import type { Administration, Reply } from './types.ts';
import { explains } from './witness.ts';

/** The cluster as its clients were promised it: one machine, which takes one command at a time. */
const model: SequentialModel<KeyValues, KeyValueCommand, KeyValueOutput> = { machine: keyValues, keyOf };

/** How many steps a search for an order may take. One that was given up breaks no promise. */
const budget = 50_000;

type KeyValueHistory = History<KeyValueCommand, KeyValueOutput>;

/**
 * A sentence on the first answer of a run that no order of the commands explains. The log is the first order that is tried; where it
 * fails, another may do.
 */
export function oneMachine(trace: Trace, committed: Committed): string | undefined {
  const { byRequest, history } = operationsOf(trace);
  if (explains(keyValues, history, inOrderOf(committed, byRequest), isRead)) return undefined;
  if (checkLinearizable(model, history, budget).outcome !== 'violated') return undefined;
  return explainViolation(model, history, budget);
}

interface Operations {
  readonly history: KeyValueHistory;
  readonly byRequest: ReadonlyMap<string, KeyValueHistory[number]>;
}

/** What clients asked of the machine, and what it put out. */
function operationsOf(trace: Trace): Operations {
  const requests = new Map<string, number>();
  const byRequest = new Map<string, KeyValueHistory[number]>();
  for (const operation of historyOf<KeyValueCommand | Administration, Reply<KeyValueOutput>>(trace)) {
    const { client, command, asked, answered } = operation;
    const request = (requests.get(client) ?? 0) + 1;
    requests.set(client, request);
    if (isAdministration(command)) continue;
    byRequest.set(`${client} ${request}`, { client, command, asked, answered: outputIn(answered) });
  }
  return { history: [...byRequest.values()], byRequest };
}

/** Whoever was told to ask elsewhere, or is refused, does not know whether an earlier try took effect. */
function outputIn(
  answered: Operation<unknown, Reply<KeyValueOutput>>['answered'],
): KeyValueHistory[number]['answered'] {
  if (answered?.reply.kind !== 'done') return null;
  return { at: answered.at, order: answered.order, reply: answered.reply.output };
}

/** A request that stands in the log twice took effect once, and one that a later request of its client has overtaken did not (§8). */
function inOrderOf(committed: Committed, byRequest: Operations['byRequest']): KeyValueHistory {
  const latest = new Map<NodeId, number>();
  const taken: KeyValueHistory[number][] = [];
  for (let index = 1; index <= committed.last; index++) {
    const entry = committed.at(index)?.entry;
    if (entry?.kind !== 'command' || (latest.get(entry.client) ?? 0) >= entry.request) continue;
    latest.set(entry.client, entry.request);
    const operation = byRequest.get(`${entry.client} ${entry.request}`);
    if (operation) taken.push(operation);
  }
  return taken;
}
