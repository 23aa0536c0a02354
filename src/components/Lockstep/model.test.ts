import { expect, it } from 'vitest';
import { breakReplica, log, opening, step, view, type Scene } from './model.ts';

const after = (scene: Scene, steps: number): Scene => (steps === 0 ? scene : after(step(scene), steps - 1));

it('keeps three replicas in lockstep over the whole log', () => {
  for (let position = 0; position <= log.length; position++) {
    const { replicas, sentence } = view({ position });
    expect(new Set(replicas.map(({ balance }) => balance)).size).toBe(1);
    expect(sentence).toContain('all three');
  }
});

it.each([1, 2, 3])('lets the voter point out replica %i from the entry where it was broken', (replica) => {
  const broken = breakReplica(opening, replica);
  for (const scene of [broken, after(broken, 1), after(broken, 2)]) {
    expect(
      view(scene)
        .replicas.filter(({ suspect }) => suspect)
        .map((each) => each.replica),
    ).toEqual([replica]);
  }
});

it('begins again after the last entry, healed', () => {
  const end = after({ position: 0, broken: { replica: 2, at: 3 } }, log.length);
  expect(step(end)).toEqual({ position: 1 });
});
