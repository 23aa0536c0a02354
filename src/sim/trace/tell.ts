import { describe } from '../describe.ts';
import { tellIntervention } from '../scenario/tell.ts';
import { messagesOf, type TracedMessage } from './messages.ts';
import type { Loss, Trace, TraceEvent } from './trace.ts';

/** A run in words, one event a line: what golden files keep, and what a screen reader reads in place of the picture. */
export function tellTrace(trace: Trace): string {
  const tell = teller(trace);
  const width = Math.max(5, `${trace.events.at(-1)?.at ?? 0}ms`.length);
  const lines = trace.events.map((event) => `${`${event.at}ms`.padStart(width)}  ${tell(event)}`);
  if (trace.omitted > 0) lines.push(`and ${trace.omitted} events more, which were not kept`);
  return lines.map((line) => `${line}\n`).join('');
}

/** Makes the sentence of any event of a trace. */
export function teller(trace: Trace): (event: TraceEvent) => string {
  const messages = messagesOf(trace);
  return (event) => tellEvent(event, messages);
}

function tellEvent(event: TraceEvent, messages: ReadonlyMap<number, TracedMessage>): string {
  switch (event.kind) {
    case 'start':
      return Object.keys(event.disk).length === 0
        ? `${event.node} starts`
        : `${event.node} starts, and finds on its disk ${describe(event.disk)}`;
    case 'deliver':
      return `${event.node} receives ${named(event.id, messages)} from ${event.from}`;
    case 'timer':
      return `${event.node}: the timer ${event.timer} fires`;
    case 'send':
      return `${event.node} sends ${named(event.id, messages)} to ${event.to}`;
    case 'write': {
      const where = event.append ? `appends to ${event.key}` : `writes ${event.key}`;
      return `${event.node} ${where}: ${describe(event.value)}${event.synced ? '' : ' (not synced)'}`;
    }
    case 'sync':
      return `${event.node} syncs its disk`;
    case 'apply':
      return `${event.node} applies entry ${event.position}: ${describe(event.command)}`;
    case 'set-timer':
      return `${event.node} sets the timer ${event.timer} to ${event.due}ms`;
    case 'cancel-timer':
      return `${event.node} cancels the timer ${event.timer}`;
    case 'note':
      return `${event.node}: ${event.text}`;
    case 'lose':
      return `${named(event.id, messages)} from ${event.node} to ${event.to} ${lossInWords(event.why, event.to)}`;
    case 'duplicate':
      return `the network copies ${named(event.id, messages)} from ${event.node} to ${event.to}; the copy comes ${event.after}ms later`;
    case 'delay':
      return `the network holds ${named(event.id, messages)} from ${event.node} to ${event.to} back for ${event.by}ms`;
    case 'invoke':
      return `${event.node} wants “${describe(event.command)}” done (request ${event.request})`;
    case 'return':
      return `${event.node} has its answer to request ${event.request}: ${describe(event.reply)}`;
    case 'retry':
      return `${event.node} asks again, ${event.to} this time (request ${event.request})`;
    case 'crash': {
      const where = event.effects ? ` after ${event.effects.done} of ${event.effects.of} effects` : '';
      const lost =
        event.lost.length > 0 ? `, and loses what it wrote to ${[...new Set(event.lost)].join(', ')}` : '';
      return `${event.node} crashes${where}${lost}`;
    }
    case 'stop':
      return `${event.node} is stopped`;
    case 'pause':
      return `${event.node} pauses`;
    case 'resume':
      return `${event.node} goes on`;
    case 'cut':
      return `the link from ${event.node} to ${event.to} is cut`;
    case 'heal':
      return `the link from ${event.node} to ${event.to} is healed`;
    case 'settings':
      return tellIntervention(event.change);
    case 'broke':
      return `the run ends: ${event.sentence}`;
  }
}

/** `#3 “ack number=1”` */
const named = (id: number, messages: ReadonlyMap<number, TracedMessage>): string => {
  const found = messages.get(id);
  return found ? `#${id} “${describe(found.message)}”` : `#${id}`;
};

function lossInWords(why: Loss, to: string): string {
  switch (why) {
    case 'loss':
      return 'is lost';
    case 'cut':
      return 'is lost: the link is cut';
    case 'down':
      return `is lost: ${to} is down`;
  }
}
