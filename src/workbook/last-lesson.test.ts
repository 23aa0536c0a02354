import { describe, expect, it } from 'vitest';
import { createLastLesson } from './last-lesson.ts';
import { memoryStorage, type Storage } from './storage.ts';

const opened = { title: 'Replicas and voting', path: '/state-machines/replicas-and-voting/', openedAt: 7 };

describe('the last lesson', () => {
  it('is remembered by another page on the same storage', () => {
    const storage = memoryStorage();
    createLastLesson(storage).save(opened);
    expect(createLastLesson(storage).read()).toEqual(opened);
  });

  it('is unknown before a lesson was opened, where storage is forbidden, and where what is stored is broken', () => {
    expect(createLastLesson(memoryStorage()).read()).toBeUndefined();
    expect(createLastLesson(undefined).read()).toBeUndefined();
    for (const text of ['{"title":"a', '5', '{"title":"a","path":"javascript:x","openedAt":1}'])
      expect(createLastLesson(memoryStorage({ 'lockstep:v1:last-lesson': text })).read()).toBeUndefined();
  });

  it('is forgotten, and nothing breaks, where storage is full', () => {
    const full: Storage = {
      ...memoryStorage(),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    expect(() => createLastLesson(full).save(opened)).not.toThrow();
  });
});
