import type { Trace } from '../../sim/index.ts';
import type { Wording } from './layout.ts';

/** What is written beside marks and arrows: the few words of a message by which one knows it again. */
export function wordingOf({ events }: Trace): Wording {
  return {
    ofFlight: ({ message }) => inFewWords(message),
    ofMoment(moment) {
      const first = events[moment.events[0]!]!;
      const all = moment.events.map((index) => events[index]!);
      if (first.kind === 'invoke') return { text: inFewWords(first.command), kind: 'command' };
      if (first.kind === 'retry') return { text: 'asks again', kind: 'command' };
      if (first.kind === 'crash') return { text: 'crashes', kind: 'fault' };
      if (first.kind === 'stop') return { text: 'stops', kind: 'fault' };
      if (first.kind === 'broke') return { text: 'breaks a rule', kind: 'fault' };
      if (first.kind === 'pause') return { text: 'pauses', kind: 'fault' };
      if (first.kind === 'resume') return { text: 'goes on', kind: 'note' };
      if (first.kind === 'start' && first.at > 0) return { text: 'starts', kind: 'note' };
      const note = all.findLast((event) => event.kind === 'note');
      if (note) return { text: note.text, kind: 'note' };
      const applied = all.filter((event) => event.kind === 'apply');
      if (applied.length > 0)
        return { text: applied.map(({ command }) => inFewWords(command)).join(' '), kind: 'apply' };
      return undefined;
    },
  };
}

/** The field that tells one message of its kind from the next, the most telling first. */
const telling = [
  'value',
  'text',
  'number',
  'position',
  'offset',
  'sequence',
  'index',
  'last',
  'term',
  'type',
  'about',
  'order',
  'user',
  'version',
  'code',
  'candidateTermId',
  'logPosition',
  'action',
  'correlationId',
];

/** `entry A`, `ack 3`, `heartbeat`. */
export function inFewWords(message: unknown, most = 18): string {
  const words = fewWords(message);
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

function fewWords(message: unknown): string {
  if (message === null || typeof message !== 'object') return String(message);
  if (Array.isArray(message)) return message.slice(0, 4).map(fewWords).join(' ');
  const { kind } = message as { readonly kind?: unknown };
  const { payload } = message as { readonly payload?: unknown };
  // What bytes stand for is told beside them.
  if (isObject(payload) && 'says' in payload) return String(payload.says);
  const commands = fieldsNamed(message, ['command']).map(({ value }) => fewWords(value));
  // What events are called says more than where they stand.
  const types = fieldsNamed(message, ['type']).map(({ value }) => String(value));
  const names = commands.length > 0 ? commands : types;
  const [field] = names.length > 0 ? [] : fieldsNamed(message, telling);
  const about = names.length > 0 ? names.slice(0, 3).join(' ') : field && String(field.value);
  if (typeof kind === 'string') return about === undefined ? kind : `${kind} ${about}`;
  if (about === undefined) return Object.keys(message).join(' ');
  return field && field.key !== 'value' ? `${field.key} ${about}` : about;
}

interface Field {
  readonly key: string;
  readonly value: unknown;
}

/** All fields with one of these names, at the level nearest to the surface that has any. */
function fieldsNamed(message: object, names: readonly string[]): readonly Field[] {
  let level: readonly object[] = [message];
  for (let depth = 0; depth < 4 && level.length > 0; depth++) {
    for (const key of names) {
      const found = level.flatMap((data) => {
        const value = (data as Readonly<Record<string, unknown>>)[key];
        return isTelling(key, value) ? [{ key, value }] : [];
      });
      if (found.length > 0) return found;
    }
    level = level.flatMap((data) => Object.values(data).filter(isObject)).slice(0, 50);
  }
  return [];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isTelling = (key: string, value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || (key === 'command' && isObject(value));
