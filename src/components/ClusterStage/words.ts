import { lastIndex } from '../../raft/log.ts';
import type { Flight } from './facts.ts';
import type { FlightFrame } from './flights.ts';
import { nameInWords, sayingOf } from './saying.ts';
import type { NodeFrame, ServerFrame } from './node-frame.ts';

/** `leader`, `down` */
export function roleInWords({ status, standing, server }: NodeFrame): string {
  if (status === 'down') return server ? 'down' : 'not started';
  const role = standing ?? '';
  return status === 'paused' ? `${role ? `${role}, ` : ''}paused` : role;
}

/** A node in a sentence, for those who do not see it: `n1: leader of term 3. Log of 5 entries, 4 committed.` */
export function nodeInWords(node: NodeFrame): string {
  const { name, status, standing, server, timers } = node;
  if (!server) return `${name}: ${roleInWords(node) || status}`;
  const role =
    status === 'down'
      ? `down; its last term was ${server.currentTerm}`
      : `${standing} in term ${server.currentTerm}${status === 'paused' ? ', paused' : ''}`;
  const votes = server.votes.length > 0 ? `, with ${count(server.votes.length, 'vote')}` : '';
  const log = `Log of ${count(lastIndex(server.log), 'entry', 'entries')}`;
  const committed = status === 'down' ? '' : `, ${server.commitIndex} committed`;
  const due = timers.map((timer) => ` ${timer.name} timer: ${Math.ceil(timer.left)} ms left.`).join('');
  return `${name}: ${role}${votes}. ${log}${committed}.${due}`;
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `RequestVote of term 3 from n1 to n2: the sender’s log is empty` */
export function messageInWords({ message, role, from, to, copy }: Flight, fate: FlightFrame['fate']): string {
  const saying = sayingOf(message, role);
  const what = `${nameInWords(saying)}${copy ? ', a copy,' : ''} from ${from} to ${to}`;
  const how = { flies: '', waits: `, waits until ${to} goes on`, lost: ', lost' }[fate];
  const says = saying.says === '' || role !== 'message' ? '' : `: ${saying.says}`;
  return `${what}${how}${says}`;
}

/** `1–3 of term 1, 4 of term 2` */
export function logInWords({ log: { after, entries } }: ServerFrame): string {
  const runs: { readonly from: number; to: number; readonly term: number }[] = [];
  entries.forEach(({ term }, at) => {
    const index = after.index + at + 1;
    const run = runs.at(-1);
    if (run?.term === term) run.to = index;
    else runs.push({ from: index, to: index, term });
  });
  const words = runs.map(({ from, to, term }) => `${from === to ? from : `${from}–${to}`} of term ${term}`);
  if (after.index > 0) words.unshift(`up to ${after.index} in a snapshot`);
  return words.length === 0 ? 'empty' : words.join(', ');
}
