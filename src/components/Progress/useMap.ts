import { useMemo, useSyncExternalStore } from 'react';
import { useAllDocsData } from '@docusaurus/plugin-content-docs/client';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import type { ChapterSummary } from '../../workbook/catalogue.ts';
import { lastLesson } from '../../workbook/last-lesson.ts';
import { drawMap, nextStep, type ChapterOnMap, type NextStep } from '../../workbook/map.ts';
import { reading, type ExerciseProgress } from '../../workbook/reading.ts';

/** The course with how every exercise stands. On the server, and until the page has read its storage: nothing started. */
export function useMap(): readonly ChapterOnMap[] {
  const { chapters } = usePluginData('lockstep-exercises') as { chapters: ChapterSummary[] };
  const entries = useSyncExternalStore(subscribe, read, readOnServer);
  return useMemo(() => drawMap(chapters, entries), [chapters, entries]);
}

/** Where the learner goes on. On the server, and until the page has read its storage: the beginning. */
export function useNextStep(map: readonly ChapterOnMap[]): NextStep {
  const { siteConfig } = useDocusaurusContext();
  const docs = useAllDocsData();
  const known = useSyncExternalStore(subscribe, read, readOnServer) !== nothing;
  return useMemo(() => {
    const opened = known ? lastLesson().read() : undefined;
    const exists = Object.values(docs)
      .flatMap(({ versions }) => versions.flatMap((version) => version.docs))
      .some(({ path }) => path === siteConfig.baseUrl + opened?.path.slice(1));
    return nextStep(map, exists ? opened : undefined);
  }, [known, map, docs, siteConfig.baseUrl]);
}

/**
 * One reading of the storage for everything on the page that shows progress. A keystroke is saved at once and told to all
 * listeners; they look again when the hand rests.
 */
const nothing: readonly ExerciseProgress[] = [];
const listeners = new Set<() => void>();
let entries: readonly ExerciseProgress[] | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function read(): readonly ExerciseProgress[] {
  if (!entries) {
    reading().subscribe(lookAgain);
    entries = reading().readProgress();
  }
  return entries;
}

const readOnServer = () => nothing;

function lookAgain() {
  timer ??= setTimeout(() => {
    timer = undefined;
    entries = reading().readProgress();
    listeners.forEach((listener) => listener());
  }, 250);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
