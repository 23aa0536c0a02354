import type { ScriptLine } from '../intervention.ts';
import type { NodeId } from '../program.ts';
import { flawOfIntervention, flawOfNames, flawOfWords } from '../world/sense.ts';
import { readIntervention } from './commands.ts';
import { readTime, timePattern } from './holes.ts';
import { ScenarioError, type Problem, type Scenario } from './scenario.ts';

/** What a scenario is checked against, as far as it is known. */
export interface Known {
  /** The nodes, where the scenario does not name them. */
  readonly nodes?: readonly NodeId[];
  /** Reads the words of a client's command. @throws Error with a sentence when they are none */
  readonly readCommand?: (words: string) => unknown;
}

/**
 * Reads a scenario: one command per line. A line that begins with # is a comment; a line that names no time happens at the time of the
 * line above.
 *
 * @throws ScenarioError with every problem, its line, and what to write
 */
export function parseScenario(text: string, known: Known = {}): Scenario {
  const draft = new Draft();
  text.split(/\r?\n/).forEach((raw, index) => {
    const words = raw.trim();
    if (words === '' || words.startsWith('#')) return;
    draft.note(index + 1, draft.readHead(words) ?? draft.readCommand(words, index + 1));
  });
  const nodes = draft.head.nodes.length > 0 ? draft.head.nodes : known.nodes;
  for (const { line, do: what } of draft.script) {
    draft.note(line, (nodes && flawOfIntervention(what, nodes)) ?? flawOfWords(what, known.readCommand));
  }
  if (draft.problems.length > 0) throw new ScenarioError(draft.problems.sort((a, b) => a.line - b.line));
  return { ...draft.head, script: draft.script.map(({ line: _, ...rest }) => rest) };
}

type Mutable<Record> = { -readonly [Key in keyof Record]: Record[Key] };

/** A line was read, and nothing is wrong with it. */
const fine = '';

class Draft {
  readonly head: Mutable<Omit<Scenario, 'script'>> = {
    title: '',
    system: '',
    seed: 1,
    nodes: [],
    until: null,
  };
  readonly script: (ScriptLine & { readonly line: number })[] = [];
  readonly problems: Problem[] = [];
  private readonly seen = new Set<string>();
  private at = 0;

  note(line: number, sentence: string | undefined): void {
    if (sentence) this.problems.push({ line, sentence });
  }

  /** Nothing when the line is none of the head. */
  readHead(words: string): string | undefined {
    const [, key = '', value = ''] = /^(\w+)\s*(.*)$/.exec(words) ?? [];
    if (!Object.hasOwn(headLines, key)) return undefined;
    if (this.seen.has(key)) return `There is a line “${key} …” above. Leave one of the two out.`;
    this.seen.add(key);
    return headLines[key as keyof typeof headLines](this.head, value) ?? fine;
  }

  readCommand(words: string, line: number): string {
    const moment = readMoment(words, this.at);
    if (typeof moment === 'string') return moment;
    const what = readIntervention(moment.command);
    if (typeof what === 'string') return what;
    const { at, event } = moment;
    this.at = at;
    this.script.push({ at, ...(event === undefined ? {} : { event }), do: what, line });
    return fine;
  }
}

/** Each reads the rest of its line, or gives a sentence on what is wrong with it. */
const headLines = {
  scenario: (head: Draft['head'], value: string) => {
    head.title = value;
    return value === '' ? 'A scenario has a title. Write: scenario A write is lost' : undefined;
  },
  system: (head: Draft['head'], value: string) => {
    head.system = value;
    return /^[\w-]+$/.test(value)
      ? undefined
      : `“${value}” names no system. Write one word: system naive-register`;
  },
  seed: (head: Draft['head'], value: string) => {
    head.seed = Number(value);
    const isSeed = /^-?\d+$/.test(value) && Number.isSafeInteger(head.seed);
    return isSeed ? undefined : `“${value}” is no seed. Write a whole number: seed 7`;
  },
  nodes: (head: Draft['head'], value: string) => {
    head.nodes = value.split(/[\s,]+/).filter(Boolean);
    const twice = head.nodes.find((name, index) => head.nodes.indexOf(name) !== index);
    return twice === undefined ? flawOfNames(head.nodes) : `${twice} is named twice. Leave one out.`;
  },
  until: (head: Draft['head'], value: string) => {
    if (value === 'nothing happens') return undefined;
    if (!isTimeText(value)) return `“${value}” is no time. Write: until 500ms, or: until nothing happens`;
    head.until = readTime(value);
    return undefined;
  },
};

const isTimeText = (text: string): boolean => new RegExp(`^(?:${timePattern})$`).test(text);

interface Moment {
  readonly at: number;
  readonly event?: number;
  readonly command: string;
}

function readMoment(words: string, above: number): Moment | string {
  const [, first, time = '', rest = ''] = /^(at|after)\s+(\S+)\s*(.*)$/.exec(words) ?? [];
  if (first === undefined) return { at: above, command: words };
  if (!isTimeText(time)) return `“${time}” is no time. Write: ${first} 120ms ${rest || 'crash n1'}`;
  if (rest === '') return `Nothing is done ${first} ${time}. Write: ${first} ${time} crash n1`;
  const at = readTime(time) + (first === 'after' ? above : 0);
  const [, event, command] = /^after\s+event\s+(\d+)\s+(.+)$/.exec(rest) ?? [];
  return command === undefined ? { at, command: rest } : { at, event: Number(event), command };
}
