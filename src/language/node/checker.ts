import { createChecker, type Checker } from '../checker.ts';
import { readLibrary } from './library.ts';

let checker: Checker | undefined;

/** The checker of this process, made when first needed. Import this module late: TypeScript takes its time to load. */
export const openChecker = (): Checker => (checker ??= createChecker(readLibrary()));
