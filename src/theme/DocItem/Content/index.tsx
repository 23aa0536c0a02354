import Content from '@theme-original/DocItem/Content';
import type { Props } from '@theme/DocItem/Content';
import { Here } from '../../../components/lesson/Here.tsx';

export default function DocItemContent(props: Props) {
  return (
    <>
      <Content {...props} />
      <Here />
    </>
  );
}
