import { describe, expect, it } from 'vitest';
import { drill } from '../drill.ts';
import { ran } from '../testing.ts';
import { echo } from './echo.ts';

describe('an echo', () => {
  it('sends every message back to the one who sent it', () => {
    const { sent, answers } = ran(
      echo,
      ['at 700ms client ana sends hello to c1', 'at 750ms client ben sends bye to c2', 'until 1s'],
      { clients: ['c1', 'c2'] },
    );
    expect(answers).toEqual(['hello', 'bye']);
    expect(sent('SessionEgress').map(({ to }) => to)).toEqual(['c1', 'c2']);
  });

  it('stands the drill: it has nothing to lose', () => {
    expect(drill(echo, { requests: ['one', 'two', 'three'], refusals: 2 }).sentence).toBeNull();
  });
});
