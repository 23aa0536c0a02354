import type { Intervention, Link } from '../intervention.ts';
import { nearest } from '../nearest.ts';
import { holes, type Holes } from './holes.ts';

/** A command of the scenario language: the pattern that it is written by, and what is then done to the world. */
interface Form {
  readonly pattern: string;
  readonly example: string;
  readonly read: (holes: Holes) => Intervention;
}

const forms: readonly Form[] = [
  form('cut {link}', 'cut n1 -> n2', ({ link }) => ({ kind: 'cut', ...link })),
  form('heal everything', 'heal everything', () => ({ kind: 'heal-all' })),
  form('heal {link}', 'heal n1 <-> n2', ({ link }) => ({ kind: 'heal', ...link })),
  form('partition {groups}', 'partition n1 | n2 n3', ({ groups }) => ({ kind: 'partition', groups })),

  form('crash {node}', 'crash n1', ({ node }) => ({ kind: 'crash', node })),
  form('crash {node} after effect {count}', 'crash n1 after effect 2', ({ node, count }) => ({
    kind: 'crash',
    node,
    point: { after: count },
  })),
  form('crash {node} after {effect}', 'crash n1 after persist', ({ node, effect }) => ({
    kind: 'crash',
    node,
    point: { after: effect },
  })),
  form('crash {node} before {effect}', 'crash n1 before send', ({ node, effect }) => ({
    kind: 'crash',
    node,
    point: { before: effect },
  })),
  form('stop {node}', 'stop n1', ({ node }) => ({ kind: 'stop', node })),
  form('restart {node}', 'restart n1', ({ node }) => ({ kind: 'restart', node })),
  form('pause {node}', 'pause n1', ({ node }) => ({ kind: 'pause', node })),
  form('resume {node}', 'resume n1', ({ node }) => ({ kind: 'resume', node })),
  form('fire {word} of {node}', 'fire election of n1', ({ word, node }) => ({
    kind: 'fire',
    node,
    timer: word,
  })),

  form('client {client} sends {command} to {node}', 'client c1 sends deposit 5 to n1', (request) => ({
    kind: 'request',
    client: request.client,
    to: request.node,
    command: request.command,
  })),

  ...network('latency {latency}', 'latency 5ms to 15ms', ({ latency }) => ({ latency })),
  ...network('loss {percent}', 'loss 10%', ({ percent }) => ({ loss: percent })),
  ...network('duplication {percent}', 'duplication 10%', ({ percent }) => ({ duplication: percent })),
  ...network('reordering {percent}', 'reordering 10%', ({ percent }) => ({ reordering: percent })),
  ...disk('unsynced writes are {word}', 'unsynced writes are lost', ({ word }) => ({
    unsynced: word as 'lost',
  })),
  ...disk('torn writes {percent}', 'torn writes 50%', ({ percent }) => ({ torn: percent })),
  clock('is right', () => ({ ahead: 0 })),
  clock('is {time} ahead', ({ time }) => ({ ahead: time })),
  clock('is {time} behind', ({ time }) => ({ ahead: 0 - time })),
  clock('runs true', () => ({ drift: 0 })),
  clock('runs {drift} fast', ({ drift }) => ({ drift })),
  clock('runs {drift} slow', ({ drift }) => ({ drift: 0 - drift })),

  form('lose message {count} from {from} to {to}', 'lose message 2 from n1 to n2', ({ count, from, to }) => ({
    kind: 'lose',
    from,
    to,
    nth: count,
  })),
  form(
    'duplicate message {count} from {from} to {to} after {time}',
    'duplicate message 2 from n1 to n2 after 30ms',
    ({ count, from, to, time }) => ({ kind: 'duplicate', from, to, nth: count, after: time }),
  ),
  form(
    'delay message {count} from {from} to {to} by {time}',
    'delay message 2 from n1 to n2 by 30ms',
    ({ count, from, to, time }) => ({ kind: 'delay', from, to, nth: count, by: time }),
  ),
  ...(['crashes', 'pauses', 'cuts', 'partitions'] as const).map((of) =>
    form(
      `${of} every {time} for {shortest} to {longest} until {until}`,
      `${of} every 500ms for 50ms to 200ms until 5s`,
      ({ time, shortest, longest, until }) => ({
        kind: 'storm',
        of,
        every: time,
        lasting: [shortest, longest],
        until,
      }),
    ),
  ),
];

function form(pattern: string, example: string, read: Form['read']): Form {
  return { pattern, example, read };
}

type Settings<Kind extends 'network' | 'disk' | 'clock'> = (
  holes: Holes,
) => Extract<Intervention, { readonly kind: Kind }>['faults'];

/** A setting of every link, or of one. */
function network(pattern: string, example: string, faults: Settings<'network'>): Form[] {
  return [
    form(pattern, example, (all) => ({ kind: 'network', faults: faults(all) })),
    form(`${pattern} on {link}`, `${example} on n1 -> n2`, (all) => {
      const { from, to, ways }: Link = all.link;
      return { kind: 'network', link: { from, to, ways }, faults: faults(all) };
    }),
  ];
}

/** A setting of every disk, or of one. */
function disk(pattern: string, example: string, faults: Settings<'disk'>): Form[] {
  return [
    form(pattern, example, (all) => ({ kind: 'disk', faults: faults(all) })),
    form(`${pattern} on {node}`, `${example} on n1`, (all) => ({
      kind: 'disk',
      node: all.node,
      faults: faults(all),
    })),
  ];
}

function clock(pattern: string, faults: Settings<'clock'>): Form {
  const example = pattern.replace('{time}', '30ms').replace('{drift}', '10%');
  return form(`clock of {node} ${pattern}`, `clock of n1 ${example}`, (all) => ({
    kind: 'clock',
    node: all.node,
    faults: faults(all),
  }));
}

const matchers = forms.map(({ pattern, read }) => {
  const source = pattern.replaceAll(' ', '\\s+').replaceAll(/\{(\w+)\}/g, (_, hole: keyof Holes) => {
    return `(?<${hole}>${holes[hole][0]})`;
  });
  return { pattern: new RegExp(`^(?:${source})$`), read };
});

/** What a command says to do, or a sentence on what is wrong with it. */
export function readIntervention(text: string): Intervention | string {
  for (const { pattern, read } of matchers) {
    const match = pattern.exec(text);
    if (!match) continue;
    const found = Object.entries(match.groups ?? {}).map(([hole, words]) => [
      hole,
      holes[hole as keyof Holes][1](words),
    ]);
    return read(Object.fromEntries(found) as Holes);
  }
  return whatToWrite(text);
}

function whatToWrite(text: string): string {
  const [word = ''] = text.split(/\s+/);
  const firstWord = ({ pattern }: Form) => pattern.split(' ')[0]!;
  const words = [...new Set(forms.map(firstWord))];
  const near = words.includes(word) ? word : nearest(word, words);
  if (near === undefined) return `“${text}” is no command. Commands begin with ${words.join(', ')}.`;
  const examples = forms.filter((each) => firstWord(each) === near).map(({ example }) => example);
  const wrong = near === word ? `“${text}” is not how ${word} is written.` : `“${word}” is no command.`;
  return `${wrong} Write: ${examples.join(', or: ')}`;
}
