import { describe, expect, it } from 'vitest';
import { createGuard, EndlessLoopError } from './guard.ts';

const spin = (guard: ReturnType<typeof createGuard>, line: number, ms: number) => {
  const until = performance.now() + ms;
  while (performance.now() < until) guard.loop(line);
};

describe('the guard', () => {
  it('stops a loop that holds one turn for longer than the limit, and names its line', () => {
    const guard = createGuard(20);
    expect(() => spin(guard, 7, 1_000)).toThrow(EndlessLoopError);
    expect(guard.endlessLine).toBe(7);
  });

  it('keeps throwing once it has tripped, so that no catch can go on looping', () => {
    const guard = createGuard(20);
    expect(() => spin(guard, 7, 1_000)).toThrow();
    expect(() => guard.loop(9)).toThrow(/line 7/);
    guard.begin();
    expect(() => guard.loop(9)).not.toThrow();
  });

  it('lets a loop go on that gives way to other turns', async () => {
    const guard = createGuard(100);
    for (let turn = 0; turn < 4; turn++) {
      spin(guard, 1, 40);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(guard.endlessLine).toBeUndefined();
  });

  it('lets code go on that is called many times in one turn, if whoever calls it says so', () => {
    const guard = createGuard(100);
    for (let call = 0; call < 4; call++) {
      guard.turn();
      spin(guard, 1, 40);
    }
    expect(guard.endlessLine).toBeUndefined();
    guard.turn();
    expect(() => spin(guard, 1, 1_000)).toThrow(EndlessLoopError);
  });

  it('remembers where the code last returned, until the next test begins', () => {
    const guard = createGuard(1_000);
    guard.at(3);
    guard.at(5);
    expect(guard.returnedLine).toBe(5);
    guard.begin();
    expect(guard.returnedLine).toBeUndefined();
  });

  it('forgets it when whoever calls the code often begins another call', () => {
    const guard = createGuard(1_000);
    guard.at(5);
    guard.turn();
    expect(guard.returnedLine).toBeUndefined();
  });
});
