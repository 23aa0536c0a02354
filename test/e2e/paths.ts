/** `docs/01-state-machines/02-slug/index.mdx` → `state-machines/slug/`. */
export const lessonPath = (lesson: string) =>
  lesson
    .replace(/^docs\//, '')
    .replace(/index\.mdx$/, '')
    .replace(/(^|\/)\d+-/g, '$1');
