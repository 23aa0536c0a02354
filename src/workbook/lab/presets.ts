/** A run that the lab has ready: a file of src/raft/scenarios, whose first comment says what to watch. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What happens, and what to do about it. */
  readonly watch: string;
  readonly text: string;
}

/** In the order in which they are offered. The first one is there when the lab is opened. */
export const presetIds = [
  'leader-crash',
  'split-vote',
  'isolated-leader',
  'divergent-logs',
  'figure-8',
  'late-follower',
  'membership-change',
] as const;

export type PresetId = (typeof presetIds)[number];

/** @throws Error with a sentence, when the file does not say what it shows */
export function presetOf(id: string, text: string): Preset {
  const lines = text.split(/\r?\n/);
  const title = lines.find((line) => line.startsWith('scenario '))?.slice('scenario '.length);
  const first = lines.findIndex((line) => line.startsWith('#'));
  const comment = lines.slice(first).findIndex((line) => !line.startsWith('#'));
  const watch = lines
    .slice(first, first + comment)
    .map((line) => line.replace(/^#\s?/, ''))
    .join(' ');
  if (title === undefined || first < 0)
    throw new Error(`${id}.scenario needs a line “scenario …”, and below it a comment on what to watch.`);
  return { id, title, watch, text };
}
