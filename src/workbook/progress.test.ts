import { describe, expect, it } from 'vitest';
import { concludeVerdict } from '../grading/verdict.ts';
import { createProgress } from './progress.ts';
import { memoryStorage, type Storage } from './storage.ts';

const id = 'state-machines/bank-account';

describe('the progress store', () => {
  it('gives back what was saved, from another store on the same storage', () => {
    const storage = memoryStorage();
    expect(createProgress(storage, () => 5).saveWork(id, { code: 'mine', stub: 'stub' })).toBe('saved');
    expect(createProgress(storage).readWork(id)).toEqual({
      version: 1,
      code: 'mine',
      stub: 'stub',
      touchedAt: 5,
    });
  });

  it('lists exercises with their outcome, the latest first', () => {
    let time = 0;
    const progress = createProgress(memoryStorage(), () => ++time);
    const verdict = concludeVerdict(id, [
      { name: 'a', state: 'passed' },
      { name: 'b', state: 'todo' },
    ]);
    progress.saveWork(id, { code: 'x', stub: 'x', verdict });
    progress.saveWork('state-machines/majority-vote', { code: 'x', stub: 'x' });
    expect(
      progress
        .readProgress()
        .map(({ exercise, outcome, passed, total }) => [exercise, outcome, passed, total]),
    ).toEqual([
      ['state-machines/majority-vote', 'not-started', 0, 0],
      [id, 'in-progress', 1, 2],
    ]);
  });

  it('treats what a dying tab left half-written as nothing', () => {
    const progress = createProgress(memoryStorage({ [`lockstep:v1:exercise:${id}`]: '{"version":1,"co' }));
    expect(progress.readWork(id)).toBeUndefined();
    expect(progress.readProgress()).toEqual([]);
  });

  it('says that the storage is full, and goes on', () => {
    const full: Storage = {
      ...memoryStorage(),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(createProgress(full).saveWork(id, { code: 'x', stub: 'x' })).toBe('full');
  });

  it('remembers within the page where storage is forbidden, and says so', () => {
    const progress = createProgress(undefined);
    expect(progress.saveWork(id, { code: 'mine', stub: '' })).toBe('forbidden');
    expect(progress.readWork(id)?.code).toBe('mine');
  });

  it('tells its listeners, until they leave', () => {
    const progress = createProgress(memoryStorage());
    let told = 0;
    const leave = progress.subscribe(() => told++);
    progress.savePrediction('lesson', 'q', 'a');
    leave();
    progress.savePrediction('lesson', 'q', 'b');
    expect([told, progress.readPrediction('lesson', 'q')]).toEqual([1, 'b']);
  });
});
