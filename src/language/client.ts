import service from '@generated/lockstep-language/default/service.json';
import { createLanguage } from './language.ts';

/** The one language worker of the page. Import this late: nothing of it belongs to what a page loads by itself. */
export const language = createLanguage(() => new Worker(service.url) as never);
