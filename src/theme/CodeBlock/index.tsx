import { StaticCode } from '../../components/code/StaticCode.tsx';

/** A fence of a lesson, in place of the theme's own, which would bring Prism to every page. */
export default function CodeBlock({ children, title }: { children?: string; title?: string }) {
  return <StaticCode code={children ?? ''} label={title ?? 'Code'} />;
}
