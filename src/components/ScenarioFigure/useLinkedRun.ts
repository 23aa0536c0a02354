import { useEffect, useState, type RefObject } from 'react';
import { useLocation } from '@docusaurus/router';
import { runName } from './link-name.ts';

interface LinkedRun {
  /** The scenario that a link has brought for this figure. */
  readonly text?: string;
  /** Why a link was not opened. The first figure of the page says it. */
  readonly sentence?: string;
}

/** Opens a link that holds a run: in the figure of its title, or with a sentence that says why not. */
export function useLinkedRun(title: string, figure: RefObject<HTMLElement | null>) {
  const { hash, pathname } = useLocation();
  const [linked, setLinked] = useState<LinkedRun>({});

  useEffect(() => {
    setLinked({});
    if (!hash.startsWith(runName)) return;
    let left = false;
    open(hash, title, figure.current).then((found) => {
      if (left || !found) return;
      setLinked(found);
      figure.current?.scrollIntoView({ block: 'start' });
    });
    return () => void (left = true);
  }, [hash, title, figure]);

  return {
    ...linked,
    /** A reload shall not bring the run again. */
    leave() {
      setLinked({});
      history.replaceState(history.state, '', pathname);
    },
  };
}

async function open(hash: string, title: string, figure: HTMLElement | null): Promise<LinkedRun | undefined> {
  const figures = [...document.querySelectorAll<HTMLElement>('[data-run-figure]')];
  const isFirst = figures[0] === figure;
  try {
    const { readRunHash } = await import(/* webpackChunkName: "lockstep-share" */ './link.ts').catch(() => {
      throw new Error(
        'The run in this link was not opened: a part of this page did not load. Check the connection, and reload.',
      );
    });
    const { figure: wanted, text } = await readRunHash(hash);
    if (wanted === title) return { text };
    if (!isFirst || figures.some(({ dataset }) => dataset['runFigure'] === wanted)) return undefined;
    return {
      sentence: `The run in this link was not opened: it belongs to a figure called “${wanted.slice(0, 60)}”, and this lesson has none. Another edition of the course may have it.`,
    };
  } catch (error) {
    return isFirst ? { sentence: (error as Error).message } : undefined;
  }
}
