import { teller } from '../../sim/trace/tell.ts';
import type { TraceEvent } from '../../sim/trace/trace.ts';
import type { Log } from '../../raft/types.ts';
import type { Flight } from './facts.ts';
import { factsAt, type Frames } from './frames.ts';
import { serverOf, type ServerFrame } from './node-frame.ts';
import { entriesInWords, nameInWords, sayingOf } from './saying.ts';
import { isAtStepEnd, startOfStep } from './playhead.ts';
import { count } from './words.ts';

/** What happened last, in a sentence: the whole step, or, in the middle of one, its latest event. Empty before the first. */
export function lastSentence(frames: Frames, event: number): string {
  if (event === 0) return '';
  if (!isAtStepEnd(frames, event)) return sentenceOf(frames, event - 1);
  const start = startOfStep(frames, event);
  return sentenceOf(frames, start, event);
}

/** An event in a sentence, and what came of it: what the node knows now, and, up to `until`, what it did at once. */
export function sentenceOf(frames: Frames, index: number, until = index + 1): string {
  const event = frames.trace.events[index];
  if (!event) return '';
  const told = tell(frames, event, index);
  const came = [
    ...('node' in event && 'state' in event ? whatCame(frames, event, index) : []),
    ...whatFollowed(frames, event, index + 1, until),
  ];
  return capital(`${told}${came.length > 0 ? `: it ${inARow(came)}` : ''}.`);
}

function tell(frames: Frames, event: TraceEvent, index: number): string {
  const flight = frames.index.begun.get(index) ?? frames.index.ended.get(index);
  const message = flight && nameInWords(sayingOf(flight.message, flight.role));
  switch (event.kind) {
    case 'start':
      return `${event.node} starts${Object.keys(event.disk).length > 0 ? ' with what is on its disk' : ''}`;
    case 'timer':
      return `the ${event.timer} timer of ${event.node} fires`;
    case 'deliver': {
      if (!flight) return plain(frames, event);
      const { kind, says } = sayingOf(flight.message, flight.role);
      const reply = kind === 'granted' || kind === 'refused' ? ` (${says})` : '';
      return `${event.node} receives ${message} from ${event.from}${reply}`;
    }
    case 'send':
      return `${event.node} sends ${message} to ${event.to}`;
    case 'lose': {
      const why = { loss: '', cut: ': the link is cut', down: `: ${event.to} is down` }[event.why];
      return `${message ?? 'a message'} from ${event.node} to ${event.to} is lost${why}`;
    }
    case 'duplicate':
    case 'delay': {
      const done = event.kind === 'delay' ? `is held back for ${event.by} ms` : 'is copied by the network';
      return `${message ?? 'a message'} from ${event.node} to ${event.to} ${done}`;
    }
    default:
      return plain(frames, event);
  }
}

const tellers = new WeakMap<object, (event: TraceEvent) => string>();

/** In the words of the world, which knows nothing of Raft. */
function plain({ trace }: Frames, event: TraceEvent): string {
  let told = tellers.get(trace);
  if (!told) tellers.set(trace, (told = teller(trace)));
  return told(event) ?? String(event.kind);
}

/** What a node knows now and did not before, as verbs: `moves on to term 3`, `votes for n1`. */
function whatCame(frames: Frames, event: TraceEvent & { readonly node: string }, index: number): string[] {
  const facts = factsAt(frames, index).nodes.get(event.node);
  const after = serverOf('state' in event ? event.state : null);
  const before = event.kind === 'start' ? null : serverOf(facts?.state);
  if (!after || !before) return [];
  const of = frames.trace.nodes.length;
  return [
    ...roleCame(before, after, of),
    ...logCame(before.log, after.log),
    ...(after.commitIndex > before.commitIndex
      ? [
          `knows that ${entriesInWords(before.commitIndex + 1, after.commitIndex)} ${before.commitIndex + 1 === after.commitIndex ? 'is' : 'are'} committed`,
        ]
      : []),
  ];
}

/** What it answered at once, where that says more than that it answered. */
function whatFollowed({ trace, index }: Frames, event: TraceEvent, from: number, until: number): string[] {
  const told = trace.events.slice(from, until).filter(({ kind }) => kind === 'send').length;
  if (event.kind === 'timer' && told > 0 && !isElection(event)) return [`sends ${count(told, 'message')}`];
  if (event.kind !== 'deliver') return [];
  const asked = index.ended.get(from - 1);
  const isAnswer = (flight: Flight | undefined) => flight?.from === event.node && flight.to === event.from;
  for (let at = from; at < until; at++) {
    const flight = index.begun.get(at);
    if (!flight || !isAnswer(flight)) continue;
    const { kind, says } = sayingOf(flight.message, flight.role);
    if (kind === 'refused') return ['refuses'];
    if (kind === 'answer' && asked?.role === 'request') return [`answers ${says}`];
    if (kind === 'granted' && isQuestion(asked)) return ['says yes'];
  }
  return asked?.role === 'request' && told > 0 ? [`sends ${count(told, 'message')}`] : [];
}

/** Who stands for election asks all others: that goes without saying. */
const isElection = ({ timer }: { readonly timer: string }): boolean => /elect/i.test(timer);

const isQuestion = (flight: Flight | undefined): boolean =>
  flight !== undefined && sayingOf(flight.message, flight.role).kind === 'pre-vote';

function roleCame(before: ServerFrame, after: ServerFrame, of: number): string[] {
  const { currentTerm: term, role } = after;
  const came: string[] = [];
  if (role !== before.role || (role === 'candidate' && term > before.currentTerm)) {
    if (role === 'candidate') return [`stands for election in term ${term}`];
    if (role === 'pre-candidate') return [`asks whether it could win an election in term ${term + 1}`];
    if (role === 'leader') return [`wins the election, leads term ${term}`];
    came.push(before.role === 'leader' ? 'steps down' : 'gives up its candidacy');
  }
  if (term > before.currentTerm) came.push(`moves on to term ${term}`);
  if (after.votedFor !== null && (after.votedFor !== before.votedFor || term > before.currentTerm))
    came.push(`votes for ${after.votedFor}`);
  if (after.votes.length > before.votes.length && before.votes.length > 0)
    came.push(`has ${after.votes.length} of ${after.members?.length ?? of} votes`);
  if (after.leader !== null && after.leader !== before.leader) came.push(`follows ${after.leader}`);
  return came;
}

function logCame(before: Log<unknown>, after: Log<unknown>): string[] {
  if (before.entries === after.entries) return [];
  const came: string[] = [];
  const [oldLast, last] = [before, after].map(({ after: { index }, entries }) => index + entries.length) as [
    number,
    number,
  ];
  const same = sameUpTo(before, after, Math.min(oldLast, last));
  if (after.after.index > before.after.index)
    came.push(`folds all up to entry ${after.after.index} into a snapshot`);
  if (same < oldLast && after.after.index <= same) came.push(`removes ${entriesInWords(same + 1, oldLast)}`);
  const from = Math.max(same, after.after.index);
  if (last > from) came.push(`stores ${entriesInWords(from + 1, last)}`);
  return came;
}

/** Up to which index two logs hold the same entries. */
function sameUpTo(one: Log<unknown>, other: Log<unknown>, last: number): number {
  const start = Math.max(one.after.index, other.after.index);
  let same = start;
  while (same < last) {
    const [left, right] = [one.entries[same - one.after.index], other.entries[same - other.after.index]];
    if (left !== right && left?.term !== right?.term) break;
    same += 1;
  }
  return Math.min(same, Math.max(last, start));
}

const inARow = (verbs: readonly string[]): string =>
  verbs.length < 2 ? verbs.join('') : `${verbs.slice(0, -1).join(', ')}, and ${verbs.at(-1)}`;

/** The names of nodes stay as they are. */
const capital = (sentence: string): string =>
  sentence.replace(/^(the|a|an) /, (word) => word[0]!.toUpperCase() + word.slice(1));
