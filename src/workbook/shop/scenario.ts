import type { Architecture } from '../../events/shop/architecture.ts';
import { readRequest } from '../../events/shop/words.ts';

/** A figure of a lesson: one architecture, and what happens to it. */
export interface ShopFigureText {
  readonly title: string;
  readonly seed?: number;
  /** `at 50ms ana: create ana in Berlin, DE; at 200ms ana: order 1: lamp for 40.00 by ana` */
  readonly story: string;
  /** Lines of a scenario: `at 455ms crash orders; at 690ms restart orders`. */
  readonly faults: string;
}

/** The figure as a scenario, which the reader can change. @throws Error whose message is a sentence, when a line of the story is none */
export function scenarioTextOf(
  architecture: Pick<Architecture, 'name' | 'route'>,
  { title, seed = 1, story, faults }: ShopFigureText,
): string {
  const lines = [
    `scenario ${title}`,
    `system ${architecture.name}`,
    `seed ${seed}`,
    ...linesOf(faults),
    ...linesOf(story).map((line) => askedIn(line, architecture)),
  ];
  return `${lines.join('\n')}\n`;
}

const linesOf = (text: string): readonly string[] =>
  text
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function askedIn(line: string, { route }: Pick<Architecture, 'route'>): string {
  const [, at, client, words] = /^(at \d+ms) ([a-z]\w*): (.+)$/.exec(line) ?? [];
  if (at === undefined || client === undefined || words === undefined)
    throw new Error(`“${line}” is no line of a story. Write: at 50ms ana: create ana in Berlin, DE`);
  return `${at} client ${client} sends ${words} to ${route(readRequest(words))}`;
}
