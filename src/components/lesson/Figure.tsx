import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './lesson.module.css';

interface FigureProps {
  readonly title: string;
  readonly alt: string;
  /** A drawing made by `npm run diagrams`. */
  readonly svg?: string;
  /** A Mermaid fence that has no drawing yet; only under `npm start`. */
  readonly undrawn?: string;
  readonly children?: ReactNode;
}

export function Figure({ title, alt, svg, undrawn, children }: FigureProps) {
  const live = useLiveDrawing(undrawn);
  const drawing = svg ?? live;
  const scrollable = useScrollable();
  return (
    <figure className={styles.figure}>
      {drawing !== undefined ? (
        <div
          ref={scrollable}
          className={`ls-figure ${styles.drawing}`}
          role="img"
          aria-label={alt}
          dangerouslySetInnerHTML={{ __html: drawing }}
        />
      ) : (
        <div role="group" aria-label={alt}>
          {children ?? <pre>{undrawn}</pre>}
        </div>
      )}
      <figcaption>{title}</figcaption>
    </figure>
  );
}

/** What moves sideways, on a phone, is reached by keyboard; elsewhere it would only stand in the way. */
function useScrollable() {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(() => {
      if (current.scrollWidth > current.clientWidth) current.tabIndex = 0;
      else current.removeAttribute('tabindex');
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return element;
}

/** Authors see what they type. A build never gets here: it refuses a fence that is not drawn. */
function useLiveDrawing(source: string | undefined): string | undefined {
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    if (source === undefined) return;
    if (process.env.NODE_ENV !== 'production')
      void import(/* webpackChunkName: "lockstep-mermaid" */ 'mermaid').then(async ({ default: mermaid }) => {
        mermaid.initialize({ startOnLoad: false, theme: 'neutral' });
        setSvg((await mermaid.render(`live-${Math.floor(performance.now())}`, source)).svg);
      });
  }, [source]);
  return svg;
}
