import { describe, expect, it } from 'vitest';
import { createMatcher, keyInWords, shortcuts } from './shortcuts.ts';

/** Presses keys 100 ms apart; a number is a longer pause. */
function press(...keys: (string | number)[]) {
  const match = createMatcher();
  let at = 0;
  return keys.flatMap((key) => {
    if (typeof key === 'number') {
      at += key;
      return [];
    }
    return match({ key, at: (at += 100) }) ?? [];
  });
}

describe('shortcuts', () => {
  it.each(shortcuts)('$words: $keys', ({ id, keys }) => {
    expect(press(...keys)).toEqual([id]);
  });

  it('work again and again', () => {
    expect(press('n', 'n', 'g', 'p', 'p')).toEqual(['next', 'next', 'progress', 'previous']);
  });

  it('wait for the second key, but not long', () => {
    expect(press('g', 1_000, 'p')).toEqual(['progress']);
    expect(press('g', 2_000, 'p')).toEqual(['previous']);
  });

  it('are not what other keys begin or end', () => {
    expect(press('x', 'g', 'x', 'h')).toEqual([]);
    expect(press('g', 'n'), 'g began nothing, and n is a shortcut of its own').toEqual(['next']);
    expect(press('g', 'g', 'p')).toEqual(['progress']);
  });

  it('have different keys, and none begins another', () => {
    const keys = shortcuts.map(({ keys }) => keys.join(' '));
    for (const a of keys) expect(keys.filter((b) => `${b} `.startsWith(`${a} `))).toEqual([a]);
  });
});

describe('a key in words', () => {
  it('is Command on Apple’s keyboards and Ctrl on others', () => {
    expect(
      ['MacIntel', 'macOS', 'iPhone', 'Win32', 'Linux x86_64', ''].map((on) => keyInWords('Mod', on)),
    ).toEqual(['Command', 'Command', 'Command', 'Ctrl', 'Ctrl', 'Ctrl']);
  });

  it('is what stands on the key', () => {
    expect(['g', '?', 'Enter'].map((key) => keyInWords(key, 'Win32'))).toEqual(['G', '?', 'Enter']);
  });
});
