import Link from '@theme-original/DocSidebarItem/Link';
import type { Props } from '@theme/DocSidebarItem/Link';
import { useMap } from '../../../components/Progress/useMap.ts';
import { standingInWords, together } from '../../../workbook/map.ts';

/** A lesson in the sidebar, with a mark for its exercises. The room for the mark is there from the first paint. */
export default function DocSidebarItemLink(props: Props) {
  const exercises = useMap()
    .flatMap((chapter) => chapter.exercises)
    .filter(({ lesson }) => props.item.href.endsWith(lesson));
  if (exercises.length === 0) return <Link {...props} />;
  const standing = together(exercises);
  const mark = {
    'data-standing': standing.kind,
    // Told as the link's description, so that its name stays the lesson's.
    title: `${exercises.length === 1 ? 'Exercise' : 'Exercises'}: ${standingInWords(standing)}`,
  };
  return <Link {...props} {...mark} />;
}
