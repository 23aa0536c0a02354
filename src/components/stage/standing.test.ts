import { describe, expect, it } from 'vitest';
import { standingOf } from './standing.ts';

describe('the standing of a node', () => {
  it.each([
    [{ role: 'leader' }, 'leader'],
    [{ role: { kind: 'candidate', votes: 1 } }, 'candidate'],
    [{ role: 'standby' }, 'follower'],
    [{ role: 'toString' }, null],
    [{ leader: true }, null],
    [null, null],
  ])('%j is %s', (state, standing) => {
    expect(standingOf(state)).toBe(standing);
  });
});
