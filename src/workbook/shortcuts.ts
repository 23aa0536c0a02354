export type ShortcutId = 'help' | 'next' | 'previous' | 'exercise' | 'progress' | 'home';

export interface Shortcut {
  readonly id: ShortcutId;
  /** Pressed one after the other. Each is one character, so a reader can switch them off (WCAG 2.1.4). */
  readonly keys: readonly string[];
  readonly words: string;
}

export const shortcuts: readonly Shortcut[] = [
  { id: 'next', keys: ['n'], words: 'Go to the next lesson' },
  { id: 'previous', keys: ['p'], words: 'Go to the previous lesson' },
  { id: 'exercise', keys: ['e'], words: 'Go to this lesson’s exercise' },
  { id: 'progress', keys: ['g', 'p'], words: 'Go to your progress' },
  { id: 'home', keys: ['g', 'h'], words: 'Go to the first page' },
  { id: 'help', keys: ['?'], words: 'Open this list' },
];

export interface Press {
  readonly key: string;
  /** Milliseconds, on any clock. */
  readonly at: number;
}

/** How long the second key of a shortcut may take, in milliseconds. */
const PATIENCE = 1_500;

/** Knows a shortcut by its keys, pressed one after the other. */
export function createMatcher(): (press: Press) => ShortcutId | undefined {
  let begun: readonly Press[] = [];
  return (press) => {
    const last = begun.at(-1);
    const pressed = [...(last && press.at - last.at <= PATIENCE ? begun : []), press];
    const keys = (presses: readonly Press[]) => presses.map(({ key }) => key).join(' ');
    for (const recent of [pressed, [press]]) {
      const match = shortcuts.find((shortcut) => shortcut.keys.join(' ') === keys(recent));
      begun = match
        ? []
        : shortcuts.some(({ keys: all }) => `${all.join(' ')} `.startsWith(`${keys(recent)} `))
          ? recent
          : [];
      if (match || begun.length > 0) return match?.id;
    }
    return undefined;
  };
}

/** A key as this platform’s keyboards name it: `Mod` is Command on Apple’s, and Ctrl elsewhere. */
export const keyInWords = (key: string, platform: string) =>
  key === 'Mod'
    ? /mac|iphone|ipad/i.test(platform)
      ? 'Command'
      : 'Ctrl'
    : key.length === 1
      ? key.toUpperCase()
      : key;
