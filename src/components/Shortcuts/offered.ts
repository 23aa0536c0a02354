import type { Lesson } from '../../workbook/course.ts';

let lessons: readonly Lesson[] = [];

/** An open lesson offers its neighbours to the keyboard. @returns a function that takes them back */
export function offer(offered: readonly Lesson[]): () => void {
  lessons = offered;
  return () => {
    if (lessons === offered) lessons = [];
  };
}

export const offeredLessons = () => lessons;
