import { describe, expect, it } from 'vitest';
import {
  change,
  faultKinds,
  isOver,
  log,
  opening,
  step,
  toggleKind,
  view,
  type Scene,
  type Settings,
} from './model.ts';

const scene = (settings: Partial<Settings>, delivered = log.length): Scene => ({
  settings: { replicas: 3, faulty: 0, kinds: [], commonBug: false, ...settings },
  delivered,
});
const standings = (scene: Scene) => view(scene).lanes.map(({ standing }) => standing);

describe('the opening', () => {
  it('shows a suspect before anything is touched', () => {
    expect(standings(opening)).toEqual(['agrees', 'agrees', 'suspect']);
    expect(view(opening).sentence).toBe(
      'Agreed. After entry 5, 2 of 3 replicas report 95. Replica 3 is suspect.',
    );
  });
});

describe('the voter', () => {
  it('agrees with sound replicas at every entry', () => {
    for (let delivered = 0; delivered <= log.length; delivered++) {
      expect(standings(scene({}, delivered))).toEqual(['agrees', 'agrees', 'agrees']);
    }
  });

  it('cannot tell which of two is wrong', () => {
    const two = scene({ replicas: 2, faulty: 1, kinds: ['wrong-value'] });
    expect(standings(two)).toEqual(['undecided', 'undecided']);
    expect(view(two).sentence).toContain('nothing says which of them is wrong');
  });

  it('tells late from wrong', () => {
    const late = scene({ faulty: 1, kinds: ['lagging'] });
    expect(standings(late)).toEqual(['agrees', 'agrees', 'lagging']);
    expect(view(late).lanes[2]!.cells.every((cell) => !cell?.wrong)).toBe(true);
    expect(view(late).sentence).toContain('Replica 3 is late, and not judged.');
  });

  it('waits when too few have got there', () => {
    const waiting = view(scene({ faulty: 2, kinds: ['lagging'] })).sentence;
    expect(waiting).toContain('Only one replica has reached entry 8, and a majority is 2.');
  });

  it('believes a bug that all replicas share, and the stage says so', () => {
    const bug = view(scene({ commonBug: true }));
    expect(bug.lanes.map(({ standing }) => standing)).toEqual(['agrees', 'agrees', 'agrees']);
    expect(bug.truthSentence).toBe('The log makes it 175: the voter is wrong, and cannot know.');
  });

  it.each([1, 2, 3, 4, 5, 6, 7])(
    'never suspects a sound replica of %i while more than half are sound',
    (replicas) => {
      for (let faulty = 0; 2 * faulty < replicas; faulty++) {
        for (const kinds of [['wrong-value'], ['skipped-input'], ['wrong-value', 'skipped-input']] as const) {
          const { lanes, truthSentence } = view(scene({ replicas, faulty, kinds }));
          const suspects = lanes
            .filter(({ standing }) => standing === 'suspect')
            .map(({ replica }) => replica);
          expect(suspects).toEqual(
            Array.from({ length: faulty }, (_, index) => replicas - faulty + 1 + index),
          );
          expect(truthSentence).toContain('the voter is right');
        }
      }
    },
  );

  it('never believes independent faults, however many', () => {
    for (let replicas = 2; replicas <= 7; replicas++) {
      for (const kind of ['wrong-value', 'skipped-input'] as const) {
        const { lanes } = view(scene({ replicas, faulty: replicas, kinds: [kind] }));
        expect(new Set(lanes.map(({ cells }) => cells.at(-1)!.balance)).size).toBe(replicas);
      }
    }
  });
});

describe('the learner', () => {
  it('steps to the end of the log and no further', () => {
    const end = log.reduce(step, scene({}, 0));
    expect(isOver(end)).toBe(true);
    expect(step(end)).toBe(end);
  });

  it('switches every kind of fault on and off', () => {
    const all = faultKinds.reduce(toggleKind, scene({ faulty: 1 }));
    expect(all.settings.kinds).toEqual([...faultKinds]);
    expect(toggleKind(all, 'skipped-input').settings.kinds).toEqual(['wrong-value', 'lagging']);
  });

  it('gives a single faulty replica every kind that is on', () => {
    const { cells } = view(scene({ faulty: 1, kinds: [...faultKinds] })).lanes[2]!;
    expect(cells.map((cell) => cell?.struckBy)).toContain('wrong-value');
    expect(cells.filter((cell) => cell === undefined)).toHaveLength(2);
  });

  it('never has more faulty replicas than replicas', () => {
    expect(change(scene({ replicas: 5, faulty: 5 }), { replicas: 2 }).settings.faulty).toBe(2);
  });
});
