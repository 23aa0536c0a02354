import type { Progress } from '../../workbook/progress.ts';
import { saveAsFile } from '../saveAsFile.ts';

/** Hands everything that is kept to the browser's downloads, as “Import progress” reads it back. @returns the file's name */
export const saveProgress = (store: Progress): string =>
  saveAsFile({
    name: `lockstep-progress-${new Date().toISOString().slice(0, 10)}.json`,
    content: `${JSON.stringify(store.exportProgress(), null, 2)}\n`,
    type: 'application/json',
  });
