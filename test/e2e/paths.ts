import { lessonPath as fromBase } from '../../src/workbook/catalogue.ts';

/** `docs/01-state-machines/02-slug/index.mdx` → `state-machines/slug/`. */
export const lessonPath = (lesson: string) => fromBase(lesson).slice(1);
