import { root } from '../grading/node/root.ts';

/** What plugins make for the site to serve as it is. The site's configuration names it beside `static`. */
export const staticFolder = `${root}/.lockstep/static`;
