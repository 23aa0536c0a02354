import Category from '@theme-original/DocSidebarItem/Category';
import type { Props } from '@theme/DocSidebarItem/Category';
import { useMap } from '../../../components/Progress/useMap.ts';
import { countSolved, solvedInWords } from '../../../workbook/map.ts';

/** A chapter in the sidebar, with how many of its exercises are solved. */
export default function DocSidebarItemCategory(props: Props) {
  const chapter = useMap().find(({ id }) => props.item.href?.endsWith(`/${id}/`));
  if (!chapter) return <Category {...props} />;
  const { exercises } = chapter;
  const count = {
    'data-solved': `${countSolved(exercises)} of ${exercises.length}`,
    title: solvedInWords(exercises),
  };
  return <Category {...props} {...count} />;
}
