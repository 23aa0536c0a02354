import type { ExerciseId } from '../grading/verdict.ts';
import type { DiskState } from './disk-link.ts';

const fileOf = (id: ExerciseId) => `exercises/${id}.ts`;

/** The line under the editor. */
export function diskSentence(state: DiskState, id: ExerciseId): string {
  const file = fileOf(id);
  switch (state.kind) {
    case 'absent':
      return file;
    case 'saving':
      return `Saving to ${file}`;
    case 'conflict':
      return `Not saved to ${file}`;
    case 'elsewhere':
      return `Another window of this browser saves to ${file}.`;
    case 'lost':
      return `Not saved to ${file}. ${state.why} Your code is kept in this browser.`;
    case 'linked':
      switch (state.by) {
        case 'same':
          return `This is ${file}`;
        case 'taken':
          return `The file changed on disk; the editor shows ${file} as it is now. What you wrote here is in the history.`;
        case 'gone':
          return `${file} is gone from the disk. Your next change writes it again.`;
        case 'saved':
          return state.keptIn === undefined
            ? `Saved to ${file}`
            : `Saved to ${file}. What the file had is kept in ${state.keptIn}.`;
      }
  }
}

/** What a screen reader need not say each time. */
export const isQuiet = (state: DiskState): boolean =>
  ['absent', 'saving', 'conflict'].includes(state.kind) ||
  (state.kind === 'linked' && (state.by === 'same' || (state.by === 'saved' && state.keptIn === undefined)));

export const choiceSentence = (id: ExerciseId): string =>
  `This page and ${fileOf(id)} have both changed. Which text goes on? The other is kept: the page’s in the history, the file’s beside the file.`;
