import { useMemo } from 'react';
import { useDocsSidebar } from '@docusaurus/plugin-content-docs/client';
import { useLocation } from '@docusaurus/router';
import { lessonsOf, placeOf } from '../../workbook/course.ts';

/** The lesson that the page shows, and the lessons before and after it, among all. */
export function usePlace() {
  const sidebar = useDocsSidebar();
  const { pathname } = useLocation();
  const lessons = useMemo(() => lessonsOf(sidebar?.items ?? []), [sidebar]);
  return useMemo(() => ({ lessons, ...placeOf(lessons, pathname) }), [lessons, pathname]);
}
