import { describe, expect, it } from 'vitest';
import { lessonsOf, placeOf } from './course.ts';

const link = (label: string) =>
  ({ type: 'link', label, href: `/base/${label}/`, docId: `${label}/index` }) as const;
const lessons = lessonsOf([
  { type: 'html' },
  { type: 'link', label: 'Elsewhere', href: 'https://raft.example' },
  { type: 'category', label: 'One', items: [link('a'), link('b')] },
  { type: 'category', label: 'Two', items: [link('c')] },
]);

describe('the course', () => {
  it('lists the lessons of all chapters in their order', () => {
    expect(lessons).toEqual([
      { title: 'a', href: '/base/a/', chapter: 'One' },
      { title: 'b', href: '/base/b/', chapter: 'One' },
      { title: 'c', href: '/base/c/', chapter: 'Two' },
    ]);
  });

  it('goes from a chapter’s last lesson to the next chapter’s first, and back', () => {
    expect(placeOf(lessons, '/base/b/').next?.title).toBe('c');
    expect(placeOf(lessons, '/base/c/').previous?.title).toBe('b');
  });

  it('ends with the last lesson', () => {
    expect(placeOf(lessons, '/base/c/').next).toBeUndefined();
    expect(placeOf(lessons, '/base/a/').previous).toBeUndefined();
  });

  it('finds a lesson with or without the slash at its end, and nothing at another address', () => {
    expect(placeOf(lessons, '/base/a').lesson?.title).toBe('a');
    expect(placeOf(lessons, '/base/elsewhere/')).toEqual({});
  });
});
