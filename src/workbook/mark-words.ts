import type { Version } from './versions.ts';

/** What became of a version, as the history says it. */
export function markInWords(version: Version, of: 'exercise' | 'example'): string {
  switch (version.what) {
    case 'original':
      return of === 'exercise' ? 'the stub' : 'as the lesson gives it';
    case 'checked':
      return `checked, ${version.passed} of ${version.total}`;
    case 'other-tab':
      return 'from another tab';
    case 'before-reset':
      return 'before reset';
    case 'before-disk':
      return 'before the file’s text';
    case 'before-import':
      return 'before import';
    default:
      return version.what;
  }
}
