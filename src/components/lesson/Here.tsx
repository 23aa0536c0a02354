import { useEffect } from 'react';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { lastLesson } from '../../workbook/last-lesson.ts';
import { OpenShared } from '../LiveExample/OpenShared.tsx';
import { offer } from '../Shortcuts/offered.ts';
import { usePlace } from './usePlace.ts';

/**
 * What an open lesson does besides being read: it is remembered as the last one, its neighbours are a key
 * away, and a share link to it is opened.
 */
export function Here() {
  const { siteConfig } = useDocusaurusContext();
  const { lessons, lesson } = usePlace();

  useEffect(() => {
    if (!lesson) return;
    const path = lesson.href.slice(siteConfig.baseUrl.length - 1);
    lastLesson().save({ title: lesson.title, path, openedAt: Date.now() });
  }, [lesson, siteConfig.baseUrl]);

  useEffect(() => offer(lessons), [lessons]);
  return <OpenShared />;
}
